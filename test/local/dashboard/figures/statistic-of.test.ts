import { expect, test } from 'vitest';
import { statisticOf } from '#local/dashboard/figures/statistic-of.ts';
import { createGatherer } from '#local/metrics/summary.ts';

const summary = () => {
  const gatherer = createGatherer();
  for (const value of [100, 500, 1000, 2000]) gatherer.add(value);
  return gatherer.summary();
};

test.each([
  ['PR(:1000)', 75],
  ['PR(500:)', 50],
  ['PR(100:1000)', 50],
  ['PR(:0)', 0],
  ['Sum', 3600],
  ['p50', 500],
])('%s of values is %d', (name, expected) => {
  expect(statisticOf(name)?.(summary())).toBe(expected);
});

test('a statistic that is not known here is none', () => {
  expect(statisticOf('TM(10%:90%)')).toBeUndefined();
});
