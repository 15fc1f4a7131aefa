import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScale, formatFigure } from '#local/dashboard/draw/scale.ts';

test.each([
  [[3, 7], {}, [0, 2, 4, 6, 8]],
  [[1], {}, [0, 0.25, 0.5, 0.75, 1]],
  [[100], {}, [0, 25, 50, 75, 100]],
  [[0], {}, [0, 0.25, 0.5, 0.75, 1]],
  [[], {}, [0, 0.25, 0.5, 0.75, 1]],
  [[99, 100], { min: 98, max: 100 }, [98, 98.5, 99, 99.5, 100]],
])('values %j within %j have these ticks', (values, limits, ticks) => {
  expect(createScale(values, limits).ticks).toEqual(ticks);
});

test('every value lies on its scale, which has few ticks', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1 }), (values) => {
      const { min, max, ticks } = createScale(values);
      const tolerance = (max - min) * 1e-6 + 1e-9;

      expect(Math.min(...values)).toBeGreaterThanOrEqual(min - tolerance);
      expect(Math.max(...values)).toBeLessThanOrEqual(max + tolerance);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});

test.each([
  [0, '0'],
  [0.25, '0.25'],
  [12.3456, '12.3'],
  [1500, '1.5k'],
  [2_000_000, '2M'],
  [-3_000_000_000, '-3G'],
])('%d is written %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
});
