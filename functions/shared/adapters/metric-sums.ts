import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { MetricSums, WatchedMetric } from '#functions/shared/domain/metric-sums.ts';
import { clientSettings } from './client-settings.ts';
import { lazily } from './lazily.ts';

/** The minutes that are asked for: from `start` to before `end`, in epoch milliseconds. */
type Window = { start: number; end: number };

const minute = 60_000;
const minutes = 60;

const loadCloudWatch = async () => {
  const cloudwatch = await import('@aws-sdk/client-cloudwatch');
  const settings = clientSettings({ connectMs: 500, requestMs: 3000, attempts: 2 });
  return { cloudwatch, client: new cloudwatch.CloudWatchClient(settings) };
};

/** Whole minutes, the one under way last. */
const lastHour = (now: number): Window => {
  const end = (Math.floor(now / minute) + 1) * minute;
  return { start: end - minutes * minute, end };
};

const noCounts = (): number[] => Array<number>(minutes).fill(0);

const keyOf = ({ namespace, name, dimensions }: WatchedMetric): string =>
  JSON.stringify([namespace, name, dimensions]);

const toQuery = ({ namespace, name, dimensions }: WatchedMetric, Id: string): MetricDataQuery => {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  return { Id, MetricStat: { Metric, Period: minute / 1000, Stat: 'Sum' } };
};

/** What an answer may hold in place of the sums, or of a part of them. */
const failures: ReadonlySet<string | undefined> = new Set(['InternalError', 'Forbidden']);

/** CloudWatch leaves out where nothing was counted, and gives the rest in any order. */
const fill = (sums: number[], result: MetricDataResult, { start }: Window): void => {
  const { Timestamps = [], Values = [], StatusCode } = result;
  if (failures.has(StatusCode))
    throw new Error(`CloudWatch did not give the sums of a metric: ${StatusCode}.`);
  for (const [index, at] of Timestamps.entries()) {
    const place = (at.getTime() - start) / minute;
    if (place in sums) sums[place] = Values[index] ?? 0;
  }
};

/** Reads sums from CloudWatch, up to 500 metrics at once. Its client is loaded on first use. */
export const createMetricSums = (clock: () => number): MetricSums => {
  const load = lazily(loadCloudWatch);

  return async (metrics) => {
    const { cloudwatch, client } = await load();
    const window = lastHour(clock());
    const asked = metrics.map((metric, index) => ({ metric, id: `m${index}`, sums: noCounts() }));
    const byId = new Map(asked.map(({ id, sums }) => [id, sums]));
    const input = {
      MetricDataQueries: asked.map(({ metric, id }) => toQuery(metric, id)),
      StartTime: new Date(window.start),
      EndTime: new Date(window.end),
    };
    let NextToken: string | undefined;
    do {
      const answer = await client.send(new cloudwatch.GetMetricDataCommand({ ...input, NextToken }));
      for (const result of answer.MetricDataResults ?? [])
        fill(byId.get(result.Id ?? '') ?? [], result, window);
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);

    const byMetric = new Map(asked.map(({ metric, sums }) => [keyOf(metric), sums]));
    return (metric) => byMetric.get(keyOf(metric)) ?? noCounts();
  };
};
