import type { Metric, MetricDatum, RecordMetric } from './metric.ts';
import type { Statistic } from './statistic.ts';
import { createGatherer, type Gatherer, mergeSummaries } from './summary.ts';

/** A metric as it was emitted: the same under another unit is another one. */
export type EmittedMetric = Metric & { readonly unit: string };

/** Which figures of a metric are wanted. */
export type MetricQuery = Metric & {
  readonly statistic: Statistic;
  /** A whole number of minutes, in milliseconds. */
  readonly periodMs: number;
  /** From the period that holds this time, milliseconds since 1970 … */
  readonly from: number;
  /** … to before this one. */
  readonly to: number;
  /** Values of every unit where there is none. */
  readonly unit?: string | undefined;
};

/** The figure of one period; `at` is its begin, milliseconds since 1970. */
export type DataPoint = { readonly at: number; readonly value: number };

/** What the system emitted in the last three hours, by the minute. */
export type MetricStore = {
  readonly record: RecordMetric;
  /** Oldest first, on whole multiples of the period. Where nothing was emitted there is no point. */
  readonly read: (query: MetricQuery) => DataPoint[];
  /** Every metric that was ever emitted, however long ago. */
  readonly emitted: () => EmittedMetric[];
};

type Series = { readonly metric: EmittedMetric; readonly minutes: Map<number, Gatherer> };

const minuteMs = 60_000;
const keptMs = 3 * 60 * minuteMs;

const startOf = (at: number, periodMs: number): number => Math.floor(at / periodMs) * periodMs;

const keyOf = ({ namespace, name, dimensions }: Metric): string => {
  const keys = Object.keys(dimensions).toSorted();
  return JSON.stringify([namespace, name, ...keys.flatMap((key) => [key, dimensions[key]])]);
};

const forget = (minutes: Series['minutes'], before: number): void => {
  for (const minute of minutes.keys()) if (minute < before) minutes.delete(minute);
};

const readSeries = (all: readonly Series[], { statistic, periodMs, from, to }: MetricQuery): DataPoint[] => {
  const inTime = all
    .flatMap(({ minutes }) => [...minutes])
    .filter(([minute]) => minute >= startOf(from, periodMs) && minute < to);
  const periods = Map.groupBy(inTime, ([minute]) => startOf(minute, periodMs));
  return [...periods]
    .map(([at, gathered]) => {
      return { at, value: statistic(mergeSummaries(gathered.map(([, values]) => values.summary()))) };
    })
    .toSorted((one, other) => one.at - other.at);
};

export const createMetricStore = (): MetricStore => {
  /** By metric, then by unit. */
  const metrics = new Map<string, Map<string, Series>>();
  let latest = 0;

  const seriesOf = ({ namespace, name, dimensions, unit }: MetricDatum): Series => {
    const key = keyOf({ namespace, name, dimensions });
    const units = metrics.get(key) ?? new Map<string, Series>();
    metrics.set(key, units);
    const series = units.get(unit) ?? { metric: { namespace, name, dimensions, unit }, minutes: new Map() };
    units.set(unit, series);
    return series;
  };

  const allSeries = (): Series[] => [...metrics.values()].flatMap((units) => [...units.values()]);

  return {
    record: (datum) => {
      const minute = startOf(datum.at, minuteMs);
      if (minute > latest) {
        latest = minute;
        for (const { minutes } of allSeries()) forget(minutes, minute - keptMs);
      }
      const { minutes } = seriesOf(datum);
      const gatherer = minutes.get(minute) ?? createGatherer();
      minutes.set(minute, gatherer);
      for (const value of datum.values) gatherer.add(value);
    },
    read: (query) => {
      const units = metrics.get(keyOf(query)) ?? new Map<string, Series>();
      const wanted = [...units.values()].filter(({ metric }) => (query.unit ?? metric.unit) === metric.unit);
      return readSeries(wanted, query);
    },
    emitted: () => allSeries().map(({ metric }) => metric),
  };
};
