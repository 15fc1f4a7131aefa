import { describe, expect, test } from 'vitest';
import { timeOf } from '#functions/shared/domain/iso-time.ts';

describe('timeOf', () => {
  test.each([
    ['2018-10-04T12:41:27.980Z', Date.UTC(2018, 9, 4, 12, 41, 27, 980)],
    ['2018-10-04T12:41:27.980z', Date.UTC(2018, 9, 4, 12, 41, 27, 980)],
    ['2018-10-04T12:41:27+05:30', Date.UTC(2018, 9, 4, 7, 11, 27)],
    ['2018-10-04T12:41:27-0530', Date.UTC(2018, 9, 4, 18, 11, 27)],
    ['2018-10-04T12:41:27.980', Date.UTC(2018, 9, 4, 12, 41, 27, 980)],
    ['1970-01-01T00:00:00Z', 0],
  ])('of %j is %j', (timestamp, time) => {
    expect(timeOf(timestamp)).toBe(time);
  });

  test.each([
    'yesterday',
    '',
    ' 2018-10-04T12:41:27Z',
    '+002018-10-04T12:41:27Z',
    '2018-10-04',
    '2018-10-04 12:41:27',
    'Thu, 04 Oct 2018 12:41:27 GMT',
    '1969-12-31T23:59:59.999Z',
    '2018-13-45T00:00:00Z',
    '2018-10-04T12:41:27Z and more',
    1538656887,
    null,
    undefined,
    {},
  ])('of %j is unknown', (timestamp) => {
    expect(timeOf(timestamp)).toBeUndefined();
  });
});
