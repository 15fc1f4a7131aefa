import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { momentOf, newest, newestMoment } from '#functions/shared/domain/moment.ts';
import { sampleEvent, someTime } from '#test/support/samples.ts';

const momentAt = (
  platformAt: number | undefined,
  platformId: string | undefined,
  changes: Partial<IncomingEvent> = {},
) => momentOf(sampleEvent(1, { platformAt, platformId, ...changes }), someTime);

describe('a moment', () => {
  test.each([
    ['an earlier time', momentAt(5, '9'), momentAt(6, '1')],
    ['a time of fewer digits', momentAt(999, '9'), momentAt(1000, '1')],
    [
      'a time before it was received, where no time is told',
      momentAt(someTime - 1, '9'),
      momentAt(undefined, '1'),
    ],
    [
      'no time, before a time behind that it was received at',
      momentAt(undefined, '9'),
      momentAt(someTime + 1, '1'),
    ],
    ['a smaller id at the same time', momentAt(5, '9'), momentAt(5, '10')],
    ['the largest id', momentAt(5, '18446744073709551615'), momentAt(6, '0')],
    [
      'the largest id, before none at the same time',
      momentAt(5, '18446744073709551615'),
      momentAt(5, undefined),
    ],
    ['no id', momentAt(5, undefined), momentAt(6, '1')],
    ['the year 2026, before 9999', momentAt(someTime, '1'), momentAt(Date.UTC(9999, 11, 31), '1')],
  ])('with %s comes first', (_, first, second) => {
    expect(first < second).toBe(true);
  });

  test('parts two events of one time and id, the same way each time', () => {
    const [a, b] = ['message|1', 'chat_pinned|1'].map((identity) => momentAt(5, '1', { identity }));

    expect(a).not.toBe(b);
    expect(momentAt(5, '1', { identity: 'message|1' })).toBe(a);
  });

  test('is when it was heard where the platform tells no order, whatever else it says', () => {
    const heard = (receivedAt: number, platformId: string) =>
      momentOf(sampleEvent(1, { orderedBy: 'receipt', platformId, platformAt: 7 }), receivedAt);

    expect(heard(1, 'no number') < heard(2, '1')).toBe(true);
  });

  test('sorts as time and id do', () => {
    const point = fc.tuple(fc.nat(3), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));

    fc.assert(
      fc.property(point, point, ([timeA, idA], [timeB, idB]) => {
        const isBefore = timeA === timeB ? idA < idB : timeA < timeB;
        const [a, b] = [momentAt(timeA, String(idA)), momentAt(timeB, String(idB))];

        expect(a < b).toBe(isBefore);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the newest', () => {
  const known = { at: 'b', value: 1 };

  test.each([
    ['what is told where nothing is known', undefined, 'a', 2, { at: 'a', value: 2 }],
    ['what is told later', known, 'c', 2, { at: 'c', value: 2 }],
    ['what is known, over what is older', known, 'a', 2, known],
    ['what is known, over the same moment', known, 'b', 2, known],
    ['what is known where nothing is told', known, 'c', undefined, known],
  ])('is %s', (_, before, at, value, expected) => {
    expect(newest(before, at, value)).toEqual(expected);
  });

  test.each([
    [undefined, 'a', 'a'],
    ['a', 'b', 'b'],
    ['b', 'a', 'b'],
  ])('moment of %s and %s is %s', (before, at, expected) => {
    expect(newestMoment(before, at)).toBe(expected);
  });
});
