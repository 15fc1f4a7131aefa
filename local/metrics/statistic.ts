import type { Summary } from './summary.ts';

/** Makes one figure of what is kept of many values. */
export type Statistic = (summary: Summary) => number;

const named: ReadonlyMap<string, Statistic> = new Map<string, Statistic>([
  ['Sum', ({ sum }) => sum],
  ['Average', ({ sum, count }) => sum / count],
  ['Minimum', ({ minimum }) => minimum],
  ['Maximum', ({ maximum }) => maximum],
  ['SampleCount', ({ count }) => count],
]);

const percentile =
  (percent: number): Statistic =>
  ({ count, counts, minimum, maximum }) => {
    let left = Math.max(1, Math.ceil((percent / 100) * count));
    for (const [value, times] of [...counts].toSorted(([one], [other]) => one - other)) {
      left -= times;
      // Rounded as they are kept, values may lie outside what came.
      if (left <= 0) return Math.min(Math.max(value, minimum), maximum);
    }
    return maximum;
  };

/** The statistic that CloudWatch calls so: `Sum`, `p99.9` …; undefined where it is not known here. */
export const statisticNamed = (name: string): Statistic | undefined => {
  const [, percent] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name) ?? [];
  return percent === undefined ? named.get(name) : percentile(Number(percent));
};
