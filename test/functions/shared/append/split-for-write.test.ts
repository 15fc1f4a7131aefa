import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arrival } from '#functions/shared/append/arrival.ts';
import { splitForWrite } from '#functions/shared/append/split-for-write.ts';
import { sampleEvent, sampleNews, someTime } from '#test/support/samples.ts';

/** An arrival of `count` events, numbered from `first` on. */
const arrivalOf = (first: number, count: number, payload = '{}', text = ''): Arrival => ({
  channel: 'haptik',
  source: 'haptik',
  receivedAt: someTime,
  payload,
  news: sampleNews(Array.from({ length: count }, (_, index) => sampleEvent(first + index, { text }))),
});

const ids = (arrivals: readonly Arrival[]): string[] =>
  arrivals.flatMap(({ news }) => news.events.map(({ identity }) => identity));

const counts = (arrivals: readonly Arrival[]): number[] => arrivals.map(({ news }) => news.events.length);

const kib = (count: number): string => 'x'.repeat(count * 1024);

describe('what one transaction takes', () => {
  test('is everything where it is little', () => {
    const arrivals = [arrivalOf(0, 1), arrivalOf(1, 2)];

    expect(splitForWrite(arrivals)).toEqual({ now: arrivals, later: [] });
  });

  test('is forty events', () => {
    const { now, later } = splitForWrite([arrivalOf(0, 30), arrivalOf(30, 30), arrivalOf(60, 1)]);

    expect(counts(now)).toEqual([30, 10, 0]);
    expect(counts(later)).toEqual([20, 1]);
  });

  test.each([
    ['payloads of 200 KiB', kib(200), '', [15]],
    ['texts of 60 KiB', '{}', kib(60), [40]],
    ['payloads of 100 KiB and texts of 60 KiB', kib(100), kib(60), [19]],
    ['payloads that lie outside the item', kib(201), '', [40]],
    ['one event however large', kib(200), kib(4000), [1]],
  ])('is 3 MiB: %s', (_, payload, text, expected) => {
    expect(counts(splitForWrite([arrivalOf(0, 45, payload, text)]).now)).toEqual(expected);
  });

  test('loses, doubles and swaps nothing', () => {
    const arrivals = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('{}', kib(100), kib(201))),
      { maxLength: 10 },
    );

    fc.assert(
      fc.property(arrivals, (shapes) => {
        let first = 0;
        const all = shapes.map(([count, payload]) => {
          first += count;
          return arrivalOf(first - count, count, payload);
        });

        const { now, later } = splitForWrite(all);

        expect([...ids(now), ...ids(later)]).toEqual(ids(all));
        if (first > 0) expect(ids(now)).not.toEqual([]);
      }),
    );
  });
});
