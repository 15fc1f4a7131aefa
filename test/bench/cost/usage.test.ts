import { describe, expect, test } from 'vitest';
import { dollars, ofService, times, together } from '../../../bench/cost/usage.ts';

const usage = { httpRequest: 3_000_000, alarmMonth: 7, lambdaRequest: 1_000_000, lambdaGbSecond: 1_000_000 };

describe('usage', () => {
  test('costs the sum of its items at their prices', () => {
    const sum = dollars(usage);

    expect(sum).toBeCloseTo(3 * 1 + 7 * 0.1 + 0.2 + 13.3334, 10);
  });

  test('of nothing costs nothing', () => {
    const sum = dollars({});

    expect(sum).toBe(0);
  });

  test('adds up item by item', () => {
    const sum = together({ readUnit: 1, writeUnit: 2 }, { readUnit: 3 }, {});

    expect(sum).toEqual({ readUnit: 4, writeUnit: 2 });
  });

  test('is multiplied item by item', () => {
    const product = times(10, { readUnit: 1.5, writeUnit: 2 });

    expect(product).toEqual({ readUnit: 15, writeUnit: 20 });
  });

  test('of one service is all that the service asks its prices for', () => {
    const part = ofService('Lambda', usage);

    expect(part).toEqual({ lambdaRequest: 1_000_000, lambdaGbSecond: 1_000_000 });
  });
});
