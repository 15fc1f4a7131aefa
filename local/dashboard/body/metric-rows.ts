import * as z from 'zod/mini';
import type { Metric } from '#local/metrics/metric.ts';
import type { AxisName } from './widget.ts';

/** One entry of a metric widget: a metric with the statistic that is wanted of it, or what is reckoned from others. */
export type MetricRow = {
  /** What expressions call it by. */
  readonly id: string | undefined;
  readonly label: string;
  readonly isVisible: boolean;
  readonly axis: AxisName;
} & ({ readonly metric: Metric; readonly stat: string } | { readonly expression: string });

const optionsSchema = z.object({
  id: z.optional(z.string()),
  label: z.optional(z.string()),
  visible: z._default(z.boolean(), true),
  yAxis: z._default(z.enum(['left', 'right']), 'left'),
  stat: z.optional(z.string()),
  expression: z.optional(z.string()),
});

const namesSchema = z.array(z.string());

const isText = (value: unknown): boolean => typeof value === 'string';

/** `.` stands for what the entry before has in this place, `...` for all that it has up to the rest. */
const writtenOut = (names: readonly string[], before: readonly string[]): string[] => {
  const [first, ...rest] = names;
  const all = first === '...' ? [...before.slice(0, before.length - rest.length), ...rest] : names;
  return all.map((name, place) => (name === '.' ? (before[place] ?? name) : name));
};

const pairs = (names: readonly string[]): [string, string][] => {
  const [name, value, ...rest] = names;
  return name === undefined || value === undefined ? [] : [[name, value], ...pairs(rest)];
};

const toRow = (names: readonly string[], given: unknown, widgetStat: string): MetricRow => {
  const { id, label, visible, yAxis, stat = widgetStat, expression } = optionsSchema.parse(given);
  const common = { id, isVisible: visible, axis: yAxis };
  if (expression !== undefined) return { ...common, label: label ?? expression, expression };
  const [namespace = '', name = '', ...dimensions] = names;
  const metric = { namespace, name, dimensions: Object.fromEntries(pairs(dimensions)) };
  return { ...common, label: label ?? name, metric, stat };
};

/** Reads a metric widget's `metrics`; `widgetStat` counts for those that say nothing else. */
export const readMetricRows = (metrics: readonly (readonly unknown[])[], widgetStat: string): MetricRow[] => {
  let before: readonly string[] = [];
  return metrics.map((entry) => {
    const names = writtenOut(namesSchema.parse(entry.filter(isText)), before);
    if (names.length > 0) before = names;
    return toRow(names, entry.find((value) => !isText(value)) ?? {}, widgetStat);
  });
};
