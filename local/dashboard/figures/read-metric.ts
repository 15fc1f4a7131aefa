import type { Metric } from '#local/metrics/metric.ts';
import type { DataPoint, MetricStore } from '#local/metrics/metric-store.ts';
import { mergeSummaries, type Summary } from '#local/metrics/summary.ts';
import { isCounted } from './is-counted.ts';
import type { Range } from './range.ts';
import type { Reading } from './reading.ts';
import { statisticOf } from './statistic-of.ts';

export type Metrics = Pick<MetricStore, 'read'>;

/** How figures are wanted: one for each minute, or a single one for all of the range. */
export type Grain = 'minutes' | 'range';

const minuteMs = 60_000;

/** The store fits periods to the clock, and a range begins at any minute: so its minutes are put together here. */
const overRange = (metrics: Metrics, metric: Metric, range: Range): Summary | undefined => {
  const summaries: Summary[] = [];
  const gather = (summary: Summary): number => summaries.push(summary);
  metrics.read({ ...metric, ...range, periodMs: minuteMs, statistic: gather });
  return summaries.length === 0 ? undefined : mergeSummaries(summaries);
};

type Wanted = {
  readonly metric: Metric;
  readonly stat: string;
  readonly range: Range;
  readonly grain: Grain;
};

/** The figures of a metric, as far as the local system counts it. */
export const readMetric = (metrics: Metrics, { metric, stat, range, grain }: Wanted): Reading => {
  if (!isCounted(metric)) return { missing: 'measured by AWS only' };
  const statistic = statisticOf(stat);
  if (!statistic) return { missing: `statistic ${stat}, evaluated by CloudWatch` };
  if (grain === 'minutes')
    return { points: metrics.read({ ...metric, ...range, periodMs: minuteMs, statistic }) };
  const summary = overRange(metrics, metric, range);
  const points: DataPoint[] = summary ? [{ at: range.from, value: statistic(summary) }] : [];
  return { points };
};
