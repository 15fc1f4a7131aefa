import { describe, expect, test } from 'vitest';
import type { MetricSums, WatchedMetric } from '#functions/shared/domain/metric-sums.ts';
import { createReadTraffic } from '#functions/watch/read-traffic.ts';
import { webhookRoute } from '#lib/constructs/api-routes.ts';

const nothing = [0, 0, 0];

const shortName = ({ name, dimensions: { channel = 'gateway' } }: WatchedMetric): string =>
  `${channel} ${name}`;

/** Reads where CloudWatch counted this, by `<channel> <metric>`. */
const readFrom = async (counted: Readonly<Record<string, readonly number[]>>) => {
  const asked: WatchedMetric[][] = [];
  const sums: MetricSums = async (metrics) => {
    asked.push([...metrics]);
    return (metric) => counted[shortName(metric)] ?? nothing;
  };
  const traffic = await createReadTraffic({ sums, apiId: 'a-1', channels: ['haptik', 'fg'] })();
  return { traffic, asked };
};

describe('the traffic', () => {
  test('where nothing failed is told by two metrics of the webhook’s route', async () => {
    const { traffic, asked } = await readFrom({ 'haptik Accepted': [1, 2, 3] });

    const [Method, Resource] = webhookRoute.split(' ');
    const dimensions = { ApiId: 'a-1', Method, Resource, Stage: '$default' };
    expect(asked).toEqual([
      [
        { namespace: 'AWS/ApiGateway', name: '4xx', dimensions },
        { namespace: 'AWS/ApiGateway', name: '5xx', dimensions },
      ],
    ]);
    expect(traffic).toEqual({ failures: nothing, told: nothing, channels: new Map() });
  });

  test.each(['gateway 4xx', 'gateway 5xx'])('where %s is counted is asked for in full', async (which) => {
    const { traffic, asked } = await readFrom({
      [which]: [0, 0, 9],
      'haptik Accepted': [1, 0, 0],
      'haptik Ignored': [0, 2, 0],
      'haptik Quarantined': [0, 0, 4],
      'haptik BadSignature': [5, 0, 0],
      'haptik NotDurable': [0, 6, 0],
      'haptik ProbeFailed': [0, 0, 7],
      'haptik ProbeMs': [80, 90, 0],
      'fg BadSignature': [10, 0, 0],
      'unknown UnknownChannel': [100, 0, 0],
    });

    expect(traffic).toEqual({
      failures: [0, 0, 9],
      told: [115, 6, 7],
      channels: new Map([
        [
          'haptik',
          { answered: [1, 2, 4], badSignature: [5, 0, 0], notDurable: [0, 6, 0], probeMs: [80, 90, 0] },
        ],
        ['fg', { answered: nothing, badSignature: [10, 0, 0], notDurable: nothing, probeMs: nothing }],
      ]),
    });
    expect(asked).toHaveLength(2);
    expect(asked[1]?.every(({ namespace }) => namespace === 'HaptikRelay')).toBe(true);
  });

  test('that cannot be read is an error', async () => {
    const sums = async (): Promise<never> => {
      throw new Error('down');
    };

    await expect(createReadTraffic({ sums, apiId: 'a-1', channels: [] })()).rejects.toThrow('down');
  });
});
