import type { Alarm, CompositeAlarm, MetricAlarm } from '#local/dashboard/body/read-alarms.ts';
import { isCounted } from './is-counted.ts';
import type { Metrics } from './read-metric.ts';
import { statisticOf } from './statistic-of.ts';

/** `elsewhere`: only AWS has the figures, or knows how to evaluate them. */
export type AlarmState = 'ok' | 'alarm' | 'insufficient' | 'elsewhere';

type Compare = (value: number, threshold: number) => boolean;

const comparisons: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['GreaterThanOrEqualToThreshold', (value, threshold) => value >= threshold],
  ['GreaterThanThreshold', (value, threshold) => value > threshold],
  ['LessThanThreshold', (value, threshold) => value < threshold],
  ['LessThanOrEqualToThreshold', (value, threshold) => value <= threshold],
]);

type Figures = ReadonlyMap<number, number>;

const read = (metrics: Metrics, { metric, stat, periodMs, periods }: MetricAlarm, now: number): Figures => {
  const statistic = statisticOf(stat) ?? (() => Number.NaN);
  const from = now - (periods + 1) * periodMs;
  const points = metrics.read({ ...metric, statistic, periodMs, from, to: now });
  return new Map(points.map(({ at, value }) => [at, value]));
};

/**
 * The begins of the periods that count. The one that still runs is among them once it has figures: on this machine nobody
 * waits for its end.
 */
const periodsOf = ({ periodMs, periods }: MetricAlarm, figures: Figures, now: number): number[] => {
  const running = Math.floor(now / periodMs) * periodMs;
  const last = figures.has(running) ? running : running - periodMs;
  return Array.from({ length: periods }, (_, back) => last - back * periodMs);
};

const metricState = (metrics: Metrics, alarm: MetricAlarm, now: number): AlarmState => {
  const { metric, stat, threshold, comparison, atLeast, missing } = alarm;
  const isBeyond = comparisons.get(comparison);
  if (!isCounted(metric) || !statisticOf(stat) || !isBeyond) return 'elsewhere';
  const figures = read(metrics, alarm, now);
  const counting = periodsOf(alarm, figures, now).map((period) => figures.get(period));
  const beyond = counting.filter((value) =>
    value === undefined ? missing === 'breaching' : isBeyond(value, threshold),
  );
  if (beyond.length >= atLeast) return 'alarm';
  const isUnknown = missing === 'missing' || missing === 'ignore';
  return isUnknown && counting.every((value) => value === undefined) ? 'insufficient' : 'ok';
};

/** Rules that join alarms by `OR` only; the state of those that it names is asked for by their names or ARNs. */
const compositeState = ({ rule }: CompositeAlarm, stateOf: (id: string) => AlarmState): AlarmState => {
  if (/\b(AND|NOT|OK|INSUFFICIENT_DATA)\b/.test(rule.replaceAll(/"[^"]*"/g, ''))) return 'elsewhere';
  const named = [...rule.matchAll(/ALARM\("?([^")]+)"?\)/g)].map(([, id = '']) => stateOf(id));
  return named.includes('alarm') ? 'alarm' : 'ok';
};

/** The state of each alarm by its ARN, as CloudWatch would have it by the figures that are there. */
export const alarmStates = (
  alarms: readonly Alarm[],
  { metrics, now }: { readonly metrics: Metrics; readonly now: number },
): ReadonlyMap<string, AlarmState> => {
  const states = new Map<string, AlarmState>();
  const stateOf = (id: string): AlarmState => {
    const alarm = alarms.find(({ name, arn }) => id === arn || id === name);
    if (!alarm) return 'elsewhere';
    return 'rule' in alarm ? compositeState(alarm, stateOf) : metricState(metrics, alarm, now);
  };
  for (const { arn } of alarms) states.set(arn, stateOf(arn));
  return states;
};
