import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shuffle } from '#local/simulator/control/shuffle.ts';

const ascending = (left: number, right: number) => left - right;
const seed = fc.integer();
const items = fc.array(fc.integer());

test('shuffling keeps the items', () => {
  fc.assert(
    fc.property(items, seed, (given, by) => {
      expect(shuffle(given, by).toSorted(ascending)).toEqual(given.toSorted(ascending));
    }),
  );
});

test('the same seed gives the same order', () => {
  fc.assert(
    fc.property(items, seed, (given, by) => {
      expect(shuffle(given, by)).toEqual(shuffle(given, by));
    }),
  );
});

test('each order of three items comes up about as often as the others', () => {
  const counts = new Map<string, number>();

  for (let by = 0; by < 6_000; by += 1) {
    const order = shuffle(['a', 'b', 'c'], by).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }

  expect([...counts.keys()].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
