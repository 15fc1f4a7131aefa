import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlines, timeForCall } from '#functions/ingest/deadlines.ts';
import { limits } from '#lib/limits.ts';

/** How long a client waits for one answer of the queue: see the handler. */
const oneTry = 500;

describe('the time for a call', () => {
  test('is at most that of a call, however much is left', () => {
    expect(timeForCall(0, 1)).toBe(deadlines.call);
    expect(timeForCall(0, 2)).toBe(deadlines.call);
  });

  test.each([1, 2, 3])('is enough for a try of each of %i calls, however late the secret came', (calls) => {
    let now = deadlines.secrets;
    for (let left = calls; left > 0; left -= 1) {
      const time = timeForCall(now, left);
      expect(time).toBeGreaterThanOrEqual(oneTry);
      now += time;
    }
  });

  test('is none once the answer is due', () => {
    expect(timeForCall(deadlines.answer, 1)).toBe(0);
    expect(timeForCall(deadlines.answer + 1000, 3)).toBe(0);
  });

  test('lets any number of calls that take all their time end before the answer is due', () => {
    fc.assert(
      fc.property(fc.nat(deadlines.answer), fc.integer({ min: 1, max: 5 }), (elapsed, calls) => {
        let now = elapsed;
        for (let left = calls; left > 0; left -= 1) now += timeForCall(now, left);

        expect(now).toBeLessThanOrEqual(deadlines.answer);
      }),
    );
  });

  test('leaves the function time to answer', () => {
    expect(deadlines.answer).toBeLessThanOrEqual(limits.ingest.timeoutSeconds * 1000 - 500);
  });
});
