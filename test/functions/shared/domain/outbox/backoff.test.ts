import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delayBefore } from '#functions/shared/domain/outbox/backoff.ts';
import { timingAt } from '#functions/shared/domain/outbox/timing.ts';

const timing = timingAt(1);
const minute = 60_000;
const almostOne = 1 - Number.EPSILON;

describe('the wait before the next attempt', () => {
  test.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [10, 512_000],
    [11, 15 * minute],
    [1_000, 15 * minute],
    [5_000, 15 * minute],
  ])('after %i attempts is any part of %i ms', (attempts, longest) => {
    expect(delayBefore(attempts, { random: 0, timing })).toBe(0);
    expect(delayBefore(attempts, { random: 0.5, timing })).toBe(longest / 2);
    expect(delayBefore(attempts, { random: almostOne, timing })).toBe(longest - 1);
  });

  test('is at least what the platform asks for, exactly that where chance would have it shorter', () => {
    expect(delayBefore(1, { retryAfterMs: 7_000, random: 0.9, timing })).toBe(7_000);
    expect(delayBefore(10, { retryAfterMs: 7_000, random: 0.5, timing })).toBe(256_000);
  });

  test('is never longer than 15 minutes, whatever the platform asks for', () => {
    expect(delayBefore(1, { retryAfterMs: Number.MAX_SAFE_INTEGER, random: 0.5, timing })).toBe(15 * minute);
  });

  test('is divided by the scale, and what the platform asks for too', () => {
    const scaled = timingAt(60);

    expect(delayBefore(11, { random: 0.5, timing: scaled })).toBe(7_500);
    expect(delayBefore(1, { retryAfterMs: minute, random: 0, timing: scaled })).toBe(1_000);
    expect(delayBefore(1, { retryAfterMs: 60 * minute, random: 0, timing: scaled })).toBe(15_000);
  });

  test('is a whole number of milliseconds within its bounds for any attempt, chance, header and scale', () => {
    const circumstances = fc.record({
      attempts: fc.integer({ min: 1, max: 10_000 }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      retryAfterMs: fc.option(fc.maxSafeNat(), { nil: undefined }),
      scale: fc.constantFrom(0.5, 1, 3, 60, 1_000, 1e9),
    });

    fc.assert(
      fc.property(circumstances, ({ attempts, random, retryAfterMs = 0, scale }) => {
        const scaled = timingAt(scale);
        const delay = delayBefore(attempts, { random, retryAfterMs, timing: scaled });
        const asked = Math.min(retryAfterMs / scale, scaled.longestBackoff);

        expect(Number.isSafeInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(asked);
        expect(delay).toBeLessThanOrEqual(scaled.longestBackoff);
        expect(delay).toBeLessThanOrEqual(
          Math.max(Math.ceil(asked), scaled.backoffBase * 2 ** (attempts - 1)),
        );
      }),
    );
  });
});

describe('timing', () => {
  test('is as the documentation says', () => {
    expect(timingAt(1)).toEqual({
      scale: 1,
      backoffBase: 1_000,
      longestBackoff: 900_000,
      giveUpAge: 3_600_000,
      evidenceWait: 20_000,
      evidenceInterval: 4_000,
      probeInterval: 30_000,
    });
  });

  test('is divided by the scale into whole milliseconds, at least one', () => {
    expect(timingAt(60)).toMatchObject({ scale: 60, backoffBase: 17, giveUpAge: 60_000, evidenceWait: 334 });
    expect(timingAt(1e9)).toMatchObject({
      backoffBase: 1,
      longestBackoff: 1,
      giveUpAge: 1,
      probeInterval: 1,
    });
  });
});
