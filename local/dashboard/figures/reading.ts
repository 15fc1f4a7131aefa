import type { DataPoint } from '#local/metrics/metric-store.ts';

/** The figures of a metric or of an expression, or why there are none on this machine. */
export type Reading = { readonly points: readonly DataPoint[] } | { readonly missing: string };

export const isMissing = (reading: Reading): reading is Extract<Reading, { missing: string }> =>
  'missing' in reading;
