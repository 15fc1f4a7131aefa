import { describe, expect, test } from 'vitest';
import { each, plus } from '../../../bench/counting/counts.ts';

describe('counts', () => {
  test('add up by who did what, in the order of the alphabet', () => {
    const sum = plus(
      { persist: { reads: 1 } },
      { ingest: { calls: 2 } },
      { persist: { calls: 1, reads: 2 } },
    );

    expect(JSON.stringify(sum)).toBe('{"ingest":{"calls":2},"persist":{"calls":1,"reads":3}}');
  });

  test('are divided without what floating point adds', () => {
    const one = each({ persist: { reads: 0.1 + 0.2 } }, 10);

    expect(one).toEqual({ persist: { reads: 0.03 } });
  });
});
