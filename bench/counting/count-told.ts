import type { EmittedMetric } from '#local/metrics/metric-store.ts';
import { sorted } from './counts.ts';

/** How many metrics there are of each name: one for each set of dimensions. */
export const countTold = (metrics: readonly EmittedMetric[]): Record<string, number> => {
  const byName = Map.groupBy(metrics, ({ name }) => name);
  return sorted(Object.fromEntries([...byName].map(([name, all]) => [name, all.length])));
};
