import { describe, expect, test } from 'vitest';
import { isOutage, mayAsk } from '#functions/shared/domain/webhook-outage.ts';
import { someTime } from '#test/support/samples.ts';

const minute = 60_000;

describe('an outage', () => {
  test.each([
    [0, 1, false],
    [5, 1, false],
    [6, 1, true],
    [59, 1, true],
    [0, 60, false],
    [1, 60, true],
    [5, 0.5, false],
  ])('of %i minutes, on a system that is %d times as fast: %s', (fuse, timeScale, expected) => {
    expect(isOutage(fuse, timeScale)).toBe(expected);
  });
});

describe('the platform may be asked', () => {
  const outageAt = someTime - 20 * minute;

  test.each<[string, { outageAt?: number; enabledAt?: number }, boolean]>([
    ['never without an outage', {}, false],
    ['not for one that was seen to', { enabledAt: someTime - 60 * minute }, false],
    ['for the first time', { outageAt }, true],
    ['again after 15 minutes', { outageAt, enabledAt: someTime - 15 * minute }, true],
    ['not before that', { outageAt, enabledAt: someTime - 15 * minute + 1 }, false],
  ])('%s', (_, seen, expected) => {
    expect(mayAsk(seen, { now: someTime, timeScale: 1 })).toBe(expected);
  });

  test('sooner on a system that is faster', () => {
    const seen = { outageAt, enabledAt: someTime - minute };

    expect(mayAsk(seen, { now: someTime, timeScale: 15 })).toBe(true);
    expect(mayAsk(seen, { now: someTime - 1, timeScale: 15 })).toBe(false);
  });
});
