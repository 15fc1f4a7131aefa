import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statisticNamed } from '#local/metrics/statistic.ts';
import { createGatherer, mergeSummaries } from '#local/metrics/summary.ts';

const summaryOf = (values: readonly number[]) => {
  const gatherer = createGatherer();
  for (const value of values) gatherer.add(value);
  return gatherer.summary();
};
const figure = (name: string, values: readonly number[]) => statisticNamed(name)?.(summaryOf(values));

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

describe('statisticNamed', () => {
  test.each([
    ['Sum', [1, 2, 4.5], 7.5],
    ['Average', [1, 2, 6], 3],
    ['Minimum', [3, -1, 2], -1],
    ['Maximum', [3, -1, 2], 3],
    ['SampleCount', [3, 3, 3], 3],
    ['p0', hundred, 1],
    ['p50', hundred, 50],
    ['p99', hundred, 99],
    ['p99.9', hundred, 100],
    ['p100', hundred, 100],
    ['p99', [12_345.678], 12_345.678],
    ['p50', [0, 0, 0, 7], 0],
  ])('%s of %j is %d', (name, values, expected) => {
    expect(figure(name, values)).toBe(expected);
  });

  test.each(['sum', 'p101', 'p', 'p-1', 'tm99', 'IQM', ''])('%j is not known', (name) => {
    expect(statisticNamed(name)).toBeUndefined();
  });

  const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });

  test('a percentile is within half a per cent of the value in its place', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const exact = values.toSorted((a, b) => a - b)[Math.ceil((percent / 100) * values.length) - 1] ?? 0;

        expect(Math.abs((figure(`p${percent}`, values) ?? 0) - exact)).toBeLessThanOrEqual(
          Math.abs(exact) * 0.005 + Number.MIN_VALUE,
        );
      }),
    );
  });

  test('what is gathered in parts is the same as what is gathered at once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer(), { minLength: 1 }), { minLength: 1 }), (parts) => {
        expect(mergeSummaries(parts.map(summaryOf))).toEqual(summaryOf(parts.flat()));
      }),
    );
  });
});
