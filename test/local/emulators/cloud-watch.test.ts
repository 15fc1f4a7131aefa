import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  ListMetricsCommand,
  type MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, describe, expect, test } from 'vitest';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { startCloudWatch } from '#local/emulators/cloud-watch.ts';
import { createMetricStore } from '#local/metrics/metric-store.ts';

const store = createMetricStore();
const cloudWatch = await startCloudWatch(store);
const client = new CloudWatchClient({ ...clientSettings, endpoint: cloudWatch.endpoint, maxAttempts: 1 });
afterAll(async () => {
  client.destroy();
  await cloudWatch[Symbol.asyncDispose]();
});

const time = (minutes: number): Date => new Date(Date.UTC(2026, 10, 21, 10, minutes));

for (const [minutes, value] of [
  [0, 1],
  [1, 2],
  [6, 3],
] as const)
  store.record({
    namespace: 'AWS/ApiGateway',
    name: '5xx',
    dimensions: { ApiId: 'api', Stage: '$default' },
    unit: 'Count',
    values: [value, value],
    at: time(minutes).getTime(),
  });

const stat = (others: Partial<MetricStat> = {}): MetricStat => ({
  Metric: {
    Namespace: 'AWS/ApiGateway',
    MetricName: '5xx',
    Dimensions: [
      { Name: 'Stage', Value: '$default' },
      { Name: 'ApiId', Value: 'api' },
    ],
  },
  Period: 60,
  Stat: 'Sum',
  ...others,
});

const ask = (MetricDataQueries: GetMetricDataCommandInput['MetricDataQueries'], others = {}) =>
  client.send(
    new GetMetricDataCommand({ StartTime: time(0), EndTime: time(30), MetricDataQueries, ...others }),
  );

describe('startCloudWatch', () => {
  test('gives the figures of each period, the latest first', async () => {
    const { MetricDataResults } = await ask([{ Id: 'errors', MetricStat: stat() }]);

    expect(MetricDataResults).toEqual([
      {
        Id: 'errors',
        Label: '5xx',
        Timestamps: [time(6), time(1), time(0)],
        Values: [6, 4, 2],
        StatusCode: 'Complete',
      },
    ]);
  });

  test('gives them in the order of time where that is asked for, over longer periods, under a label', async () => {
    const { MetricDataResults } = await ask(
      [{ Id: 'errors', Label: 'Errors', MetricStat: stat({ Period: 300, Stat: 'p50' }) }],
      { ScanBy: 'TimestampAscending' },
    );

    expect(MetricDataResults).toMatchObject([
      { Label: 'Errors', Timestamps: [time(0), time(5)], Values: [1, 3] },
    ]);
  });

  test('keeps to the time span and the unit', async () => {
    const { MetricDataResults } = await ask(
      [
        { Id: 'counted', MetricStat: stat({ Unit: 'Count' }) },
        { Id: 'timed', MetricStat: stat({ Unit: 'Milliseconds' }) },
      ],
      { StartTime: time(1), EndTime: time(6) },
    );

    expect(MetricDataResults).toMatchObject([
      { Id: 'counted', Values: [4] },
      { Id: 'timed', Values: [] },
    ]);
  });

  test('leaves out what is not to be returned', async () => {
    const { MetricDataResults } = await ask([{ Id: 'errors', MetricStat: stat(), ReturnData: false }]);

    expect(MetricDataResults).toEqual([]);
  });

  test.each([
    ['an expression', { Id: 'rate', Expression: 'errors / 60' }, 'is not calculated locally'],
    ['part of a minute', { Id: 'e', MetricStat: stat({ Period: 90 }) }, 'must be whole minutes'],
    ['an unknown statistic', { Id: 'e', MetricStat: stat({ Stat: 'tm99' }) }, 'tm99 is not known locally'],
  ])('refuses %s and says so', async (_, query, message) => {
    await expect(ask([query])).rejects.toThrow(
      expect.objectContaining({ name: 'ValidationException', message: expect.stringContaining(message) }),
    );
  });

  test('refuses other operations', async () => {
    await expect(client.send(new ListMetricsCommand({}))).rejects.toThrow(
      'GetMetricData only, not ListMetrics',
    );
  });
});
