import type { MetricRow } from '#local/dashboard/body/metric-rows.ts';
import type { DataPoint } from '#local/metrics/metric-store.ts';
import { reckon } from './expression.ts';
import type { Range } from './range.ts';
import { type Grain, type Metrics, readMetric } from './read-metric.ts';
import { isMissing, type Reading } from './reading.ts';
import type { Value } from './value.ts';

/** A row of a metric widget with its figures. */
export type ReadRow = { readonly row: MetricRow; readonly reading: Reading };

type Source = { readonly metrics: Metrics; readonly range: Range; readonly grain: Grain };

const toValue = (reading: Reading): Value =>
  new Map(isMissing(reading) ? [] : reading.points.map(({ at, value }) => [at, value]));

const toPoints = (value: Value, { from }: Range): DataPoint[] =>
  typeof value === 'number'
    ? [{ at: from, value }]
    : [...value].map(([at, figure]) => ({ at, value: figure })).toSorted((one, other) => one.at - other.at);

const readExpression = (expression: string, byId: ReadonlyMap<string, Reading>, range: Range): Reading => {
  const used = [...byId].filter(([id]) => new RegExp(`\\b${id}\\b`).test(expression));
  // What FILL stands in for may be missing here too.
  const needed = used.filter(([id]) => !new RegExp(`FILL\\(\\s*${id}\\b`).test(expression));
  const missing = needed.map(([, reading]) => reading).find(isMissing);
  if (missing) return missing;
  try {
    const figures = new Map(used.map(([id, reading]) => [id, toValue(reading)]));
    return { points: toPoints(reckon(expression, figures), range) };
  } catch {
    return { missing: 'expression, evaluated by CloudWatch' };
  }
};

/** Reads the figures of a widget's rows, those that it does not show left out. */
export const readRows = (rows: readonly MetricRow[], { metrics, range, grain }: Source): ReadRow[] => {
  const measure = ({ metric, stat }: Extract<MetricRow, { stat: string }>): Reading =>
    readMetric(metrics, { metric, stat, range, grain });
  const byId = new Map(
    rows.flatMap((row): [string, Reading][] =>
      'metric' in row && row.id !== undefined ? [[row.id, measure(row)]] : [],
    ),
  );
  return rows
    .filter(({ isVisible }) => isVisible)
    .map((row) => {
      const reading = 'metric' in row ? measure(row) : readExpression(row.expression, byId, range);
      return { row, reading };
    });
};
