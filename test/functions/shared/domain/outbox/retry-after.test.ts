import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRetryAfter } from '#functions/shared/domain/outbox/retry-after.ts';

/** The moment of the example in RFC 9110: Sun, 06 Nov 1994 08:49:37 GMT. */
const example = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('a Retry-After header', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 007 ', 7_000],
    ['9'.repeat(12), 999_999_999_999_000],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ])('of %j seconds is read as milliseconds', (header, expected) => {
    expect(readRetryAfter(header, example)).toBe(expected);
  });

  test.each([
    ['the form in use', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['the form of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT'],
    ['the form of asctime', 'Sun Nov  6 08:49:37 1994'],
  ])('may be a date in %s', (_, header) => {
    expect(readRetryAfter(header, example - 90_000)).toBe(90_000);
    expect(readRetryAfter(header, example)).toBe(0);
    expect(readRetryAfter(header, example + 90_000)).toBe(0);
  });

  test('takes two digits for a year of at most 50 years ahead', () => {
    const header = 'Wednesday, 01-Jan-76 00:00:00 GMT';

    expect(readRetryAfter(header, Date.UTC(2025, 11, 31))).toBe(0);
    expect(readRetryAfter(header, Date.UTC(2026, 0, 1))).toBe(Date.UTC(2076, 0, 1) - Date.UTC(2026, 0, 1));
  });

  test.each([
    undefined,
    '',
    ' ',
    'soon',
    '-1',
    '+5',
    '1.5',
    '1e3',
    '0x10',
    '١٢',
    '120, 120',
    'Infinity',
    'NaN',
    '2026-11-21T09:00:00Z',
    'Sun, 31 Feb 2027 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:49:37 GMT',
    'Sun, 06 nov 1994 08:49:37 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 PST',
    'Sun, 06 Nov 1994 08:49:37 GMT, 5',
    '06 Nov 1994 08:49:37 GMT and more',
    'x Sun, 06 Nov 1994 08:49:37 GMT',
    'x Sunday, 06-Nov-94 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT x',
    'Sun Nov  6 08:49:37 1994 x',
    'x Sun Nov  6 08:49:37 1994',
  ])('of %j says nothing', (header) => {
    expect(readRetryAfter(header, example)).toBeUndefined();
  });

  test('never makes anything but a safe number of milliseconds that are still to come', () => {
    const near = fc
      .tuple(fc.constantFrom('', ' ', '-', '1', 'Sun, '), fc.string())
      .map((parts) => parts.join(''));
    const written = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString());
    const digits = fc.stringMatching(/^\d{1,40}$/);

    fc.assert(
      fc.property(fc.oneof(near, written, digits), fc.nat(4e12), (header, now) => {
        const wait = readRetryAfter(header, now) ?? 0;

        expect(Number.isSafeInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('reads back every date that it is given as HTTP writes it', () => {
    const seconds = fc.integer({ min: 0, max: 4_102_444_799 });

    fc.assert(
      fc.property(seconds, seconds, (at, now) => {
        const header = new Date(at * 1000).toUTCString();

        expect(readRetryAfter(header, now * 1000)).toBe(Math.max(0, at - now) * 1000);
      }),
    );
  });
});
