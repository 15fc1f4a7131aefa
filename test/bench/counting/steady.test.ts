import { describe, expect, test } from 'vitest';
import { steady } from '../../../bench/counting/steady.ts';

const outOf = (outcomes: readonly number[]) => {
  const left = outcomes.values();
  return async () => ({ count: left.next().value ?? 0 });
};

describe('steady', () => {
  test('gives what came three times in a row', async () => {
    const outcome = await steady(outOf([9, 2, 2, 9, 1, 1, 1, 5]));

    expect(outcome).toEqual({ count: 1 });
  });

  test('passes over what is not usual', async () => {
    const outcome = await steady(outOf([2, 2, 2, 2, 1, 1, 1]), ({ count }) => count === 1);

    expect(outcome).toEqual({ count: 1 });
  });

  test('gives up when it goes on differing', async () => {
    let count = 0;

    const outcome = steady(async () => {
      count += 1;
      return count % 2;
    });

    await expect(outcome).rejects.toThrow('30 repetitions went on differing');
  });
});
