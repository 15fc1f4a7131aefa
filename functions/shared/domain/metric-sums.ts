import type { Counts } from './fuse.ts';

/** A metric as CloudWatch knows it; `dimensions` are all it has. */
export type WatchedMetric = {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
};

/**
 * Sums of each of these metrics, minute by minute over the last hour; 0 where nothing was counted. What it fails with
 * is the SDK's own error.
 */
export type MetricSums = (metrics: readonly WatchedMetric[]) => Promise<(metric: WatchedMetric) => Counts>;
