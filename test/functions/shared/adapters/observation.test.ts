import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { createObservation, type Observation } from '#functions/shared/adapters/observation.ts';
import { useMetricLines } from '#test/support/capture-metric-lines.ts';

const captured = useMetricLines();

const context: Partial<Context> = { getRemainingTimeInMillis: () => 1000 };

const invoke = ({ perInvocation }: Observation, handler: () => Promise<string>) => {
  const wrapped = middy<unknown, string>().use(perInvocation()).handler(handler);
  return Reflect.apply(wrapped, undefined, [{}, context]);
};

describe('an observation', () => {
  test('writes the metrics after an invocation and does not replace its answer', async () => {
    const observation = createObservation();

    const answer = await invoke(observation, async () => {
      observation.metrics.add('haptik', 'Stored');
      return 'answer';
    });

    expect(answer).toBe('answer');
    expect(captured.lines()).toHaveLength(1);
  });

  test('writes them after a failed invocation and does not hide its error', async () => {
    const observation = createObservation();

    const invocation = invoke(observation, async () => {
      observation.metrics.add('haptik', 'NotDurable');
      throw new Error('failed');
    });

    await expect(invocation).rejects.toThrow('failed');
    expect(captured.lines()).toMatchObject([{ NotDurable: 1 }]);
  });

  test('forgets the ids of an invocation with its end', async () => {
    const observation = createObservation();
    const count = (id: string) => async () => {
      observation.about('deliveryId', id);
      observation.metrics.add('haptik', 'Accepted');
      return id;
    };

    await invoke(observation, count('d-1'));
    await invoke(observation, count('d-2'));

    expect(captured.lines()).toMatchObject([{ deliveryId: 'd-1' }, { deliveryId: 'd-2' }]);
  });
});
