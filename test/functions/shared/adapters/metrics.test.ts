import { describe, expect, test } from 'vitest';
import { createInvocationIds } from '#functions/shared/adapters/invocation-ids.ts';
import { createMetrics } from '#functions/shared/adapters/metrics.ts';
import { useMetricLines } from '#test/support/capture-metric-lines.ts';

const captured = useMetricLines();

describe('metrics', () => {
  test('are one line per channel with the dimension channel alone', () => {
    const metrics = createMetrics();
    metrics.add('haptik', 'Stored', 3);
    metrics.add('haptik', 'StoreLagMs', 5);
    metrics.add('haptik', 'StoreLagMs', 7);
    metrics.add('other', 'Stored');

    metrics.flush();

    const [haptik, other, ...more] = captured.lines();
    expect(more).toEqual([]);
    expect(haptik).toMatchObject({ channel: 'haptik', Stored: 3, StoreLagMs: [5, 7] });
    expect(haptik._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'HaptikRelay',
        Dimensions: [['channel']],
        Metrics: [
          { Name: 'Stored', Unit: 'Count' },
          { Name: 'StoreLagMs', Unit: 'Milliseconds' },
        ],
      },
    ]);
    expect(other).toMatchObject({ channel: 'other', Stored: 1 });
  });

  test('tell each use of a secret by its index, on lines of their own', () => {
    const metrics = createMetrics();
    metrics.add('haptik', 'Accepted');
    metrics.addSecretUsed('haptik', 0);
    metrics.addSecretUsed('haptik', 1);
    metrics.addSecretUsed('haptik', 1);

    metrics.flush();

    const [accepted, current, previous, ...more] = captured.lines();
    expect(more).toEqual([]);
    expect(accepted).not.toHaveProperty('SecretUsed');
    expect(current).toMatchObject({ channel: 'haptik', secret: '0', SecretUsed: 1 });
    expect(previous).toMatchObject({ channel: 'haptik', secret: '1', SecretUsed: [1, 1] });
    expect(previous._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'HaptikRelay',
        Dimensions: [['channel', 'secret']],
        Metrics: [{ Name: 'SecretUsed', Unit: 'Count' }],
      },
    ]);
  });

  test('are more lines where there is much of one, each with its dimensions and ids', () => {
    const ids = createInvocationIds();
    const metrics = createMetrics(ids);
    ids.add('deliveryId', 'd-1');

    for (let count = 0; count < 250; count += 1) metrics.add('haptik', 'Swept');
    metrics.add('haptik', 'FuseMinutes', 7);
    metrics.flush();

    const lines = captured.lines();
    for (const line of lines) {
      expect(line).toMatchObject({ channel: 'haptik', deliveryId: 'd-1' });
      expect(line._aws.CloudWatchMetrics[0].Dimensions).toEqual([['channel']]);
    }
    expect(lines.flatMap(({ Swept }) => Swept)).toEqual(Array(250).fill(1));
    expect(lines.at(-1)).toMatchObject({ FuseMinutes: 7 });
  });

  test('of one invocation do not come again with the next', () => {
    const metrics = createMetrics();
    metrics.add('haptik', 'Stored');
    metrics.flush();
    metrics.flush();

    expect(captured.lines()).toHaveLength(1);
  });

  test('carry the ids that the invocation is about as properties, not as dimensions', () => {
    const ids = createInvocationIds();
    const metrics = createMetrics(ids);
    ids.add('deliveryId', 'd-1');
    ids.add('deliveryId', 'd-2');
    metrics.add('haptik', 'Stored', 2);
    metrics.add('other', 'Stored');

    metrics.flush();

    const [haptik, other] = captured.lines();
    expect(haptik).toMatchObject({ channel: 'haptik', deliveryId: 'd-1 d-2' });
    expect(haptik._aws.CloudWatchMetrics[0].Dimensions).toEqual([['channel']]);
    expect(other).toMatchObject({ channel: 'other', deliveryId: 'd-1 d-2' });
  });
});
