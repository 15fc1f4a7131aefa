import { type Statistic, statisticNamed } from '#local/metrics/statistic.ts';

const rank =
  (from: number, to: number): Statistic =>
  ({ count, counts }) => {
    const inside = [...counts].filter(([value]) => value > from && value <= to);
    return (100 * inside.reduce((total, [, times]) => total + times, 0)) / count;
  };

const bound = (text: string | undefined, otherwise: number): number => (text ? Number(text) : otherwise);

/**
 * The statistic that CloudWatch calls so; beside those of the metric store `PR(<above>:<up to>)`, the share of values
 * in percent. Undefined where it is not known here.
 */
export const statisticOf = (name: string): Statistic | undefined => {
  const [found, above, upTo] = /^PR\((-?[\d.]*):(-?[\d.]*)\)$/.exec(name) ?? [];
  if (found === undefined) return statisticNamed(name);
  return rank(bound(above, Number.NEGATIVE_INFINITY), bound(upTo, Number.POSITIVE_INFINITY));
};
