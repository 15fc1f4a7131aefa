import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChannelCounts, type Counts, fuseMinutes, plus } from '#functions/shared/domain/fuse.ts';

const minutes = 60;

/** Counts of an hour, by how many minutes ago. */
const ago = (counts: Readonly<Record<number, number>> = {}): Counts =>
  Array.from({ length: minutes }, (_, minute) => counts[minutes - 1 - minute] ?? 0);

/** What happened in an hour, each kind by how many minutes ago. */
type Hour = Partial<Record<keyof ChannelCounts | 'failures' | 'told', Record<number, number>>>;

const fuseOf = (hour: Hour, probePassed = false): number => {
  const { answered, badSignature, notDurable, probeMs, failures, told } = hour;
  const counts = {
    answered: ago(answered),
    badSignature: ago(badSignature),
    notDurable: ago(notDurable),
    probeMs: ago(probeMs),
  };
  const traffic = {
    failures: ago(failures),
    told: ago(told),
    channels: new Map<string, ChannelCounts>([['haptik', counts]]),
  };
  return fuseMinutes(traffic, { channel: 'haptik', probePassed });
};

describe('the fuse of a channel', () => {
  test.each<[string, Hour, number]>([
    ['nothing came', {}, 0],
    ['all was answered well', { answered: { 0: 5, 1: 5 } }, 0],
    ['a stray request had no signature', { badSignature: { 7: 3 } }, 0],
    ['one minute was bad, and nothing came since', { notDurable: { 7: 3 } }, 0],
    ['deliveries were not durable in two minutes', { notDurable: { 7: 1, 9: 1 } }, 9],
    ['signatures are wrong', { badSignature: { 0: 1, 2: 1, 13: 1 } }, 13],
    ['the failures are of two kinds', { badSignature: { 4: 1 }, notDurable: { 5: 1 } }, 5],
    ['it has burnt for an hour', { notDurable: { 0: 1, 30: 1, 59: 1 } }, 59],
    ['a delivery was answered since', { notDurable: { 7: 1, 9: 1 }, answered: { 6: 1 } }, 0],
    ['a delivery was answered in the last bad minute', { notDurable: { 7: 1, 9: 1 }, answered: { 7: 1 } }, 0],
    ['a delivery was answered in between', { notDurable: { 5: 1, 7: 1, 9: 1 }, answered: { 8: 1 } }, 7],
    [
      'one was answered in between, and one failed since',
      { notDurable: { 7: 1, 9: 1 }, answered: { 8: 1 } },
      0,
    ],
    ['a probe passed since', { notDurable: { 7: 1, 9: 1 }, failures: { 8: 1 }, probeMs: { 6: 50 } }, 0],
    ['a probe passed in between', { notDurable: { 5: 1, 7: 1, 9: 1 }, probeMs: { 8: 50 } }, 7],
    ['a probe passed and signatures are wrong', { badSignature: { 7: 1, 9: 1 }, probeMs: { 6: 50 } }, 9],
    ['the gateway alone failed', { failures: { 3: 1, 4: 1 } }, 4],
    ['the gateway counted what others told', { failures: { 3: 1, 4: 2 }, told: { 3: 1, 4: 2 } }, 0],
    ['the gateway counted more than that', { failures: { 3: 2, 4: 3 }, told: { 3: 1, 4: 2 } }, 4],
    ['the others tell a minute later', { failures: { 3: 1, 7: 1 }, told: { 2: 1, 6: 1 } }, 0],
    ['the others tell a minute sooner', { failures: { 3: 1, 7: 1 }, told: { 4: 1, 8: 1 } }, 0],
    [
      'the others tell a minute later, all the time',
      { failures: { 3: 1, 4: 1, 5: 1 }, told: { 2: 1, 3: 1, 4: 1 } },
      0,
    ],
    ['the others tell of something else', { failures: { 3: 1, 4: 1, 5: 1 }, told: { 9: 3 } }, 5],
  ])('where %s', (_, hour, expected) => {
    expect(fuseOf(hour)).toBe(expected);
  });

  test.each<[string, Hour, number]>([
    ['puts out what the gateway lit', { failures: { 3: 1, 4: 1 } }, 0],
    ['puts out what was not durable', { notDurable: { 0: 1, 4: 1 } }, 0],
    ['says nothing of signatures', { badSignature: { 0: 1, 4: 1 } }, 4],
    ['leaves of both kinds the signatures', { badSignature: { 0: 1, 4: 1 }, notDurable: { 9: 1 } }, 4],
  ])('a probe that passed %s', (_, hour, expected) => {
    expect(fuseOf(hour, true)).toBe(expected);
  });

  test('is told of each channel by its own counts', () => {
    const none = { answered: ago(), badSignature: ago(), notDurable: ago(), probeMs: ago() };
    const channels = new Map([
      ['haptik', { ...none, badSignature: ago({ 1: 1, 2: 1 }) }],
      ['other', none],
    ]);
    const told = ago({ 1: 1, 2: 1 });
    const traffic = { failures: told, told, channels };

    const fuses = ['haptik', 'other', 'unknown'].map((channel) =>
      fuseMinutes(traffic, { channel, probePassed: false }),
    );

    expect(fuses).toEqual([2, 0, 0]);
  });
});

describe('whatever happens in an hour', () => {
  const counts = fc
    .array(fc.tuple(fc.nat(minutes - 1), fc.integer({ min: 1, max: 9 })), { maxLength: 8 })
    .map((some) => Object.fromEntries(some));
  const hour = fc.record({
    answered: counts,
    badSignature: counts,
    notDurable: counts,
    probeMs: counts,
    failures: counts,
    told: counts,
  });

  test('the fuse is below an hour, and no failure makes none', () => {
    fc.assert(
      fc.property(hour, fc.boolean(), ({ answered, probeMs, told, ...failures }, probePassed) => {
        const fuse = fuseOf({ answered, probeMs, told, ...failures }, probePassed);

        expect(fuse).toBeGreaterThanOrEqual(0);
        expect(fuse).toBeLessThan(minutes);
        expect(fuseOf({ answered, probeMs, told }, probePassed)).toBe(0);
      }),
    );
  });

  test('it burns from a failure on behind which nothing was answered', () => {
    fc.assert(
      fc.property(hour, (any) => {
        const fuse = fuseOf(any);
        const answered = Object.keys(any.answered).map(Number);
        const failed = [any.badSignature, any.notDurable, any.failures].flatMap(Object.keys).map(Number);

        if (fuse > 0) expect(failed).toContain(fuse);
        for (const minute of answered) expect(fuse).toBeLessThan(minute === 0 ? 1 : minute);
      }),
    );
  });

  test('an answer now puts it out, and so does a passed probe where signatures are right', () => {
    fc.assert(
      fc.property(hour, fc.boolean(), (any, probePassed) => {
        expect(fuseOf({ ...any, answered: { 0: 1 } }, probePassed)).toBe(0);
        expect(fuseOf({ ...any, badSignature: {} }, true)).toBe(0);
      }),
    );
  });

  test('a failure more never makes it younger, an answer more never older', () => {
    const kind = fc.constantFrom('badSignature', 'notDurable', 'failures');

    fc.assert(
      fc.property(hour, kind, fc.nat(minutes - 1), fc.boolean(), (any, which, minute, probePassed) => {
        const before = fuseOf(any, probePassed);
        const worse = { ...any, [which]: { ...any[which], [minute]: (any[which][minute] ?? 0) + 1 } };
        const better = { ...any, answered: { ...any.answered, [minute]: 1 } };
        const probed = { ...any, probeMs: { ...any.probeMs, [minute]: 1 } };

        expect(fuseOf(worse, probePassed)).toBeGreaterThanOrEqual(before);
        expect(fuseOf(better, probePassed)).toBeLessThanOrEqual(before);
        expect(fuseOf(probed, probePassed)).toBeLessThanOrEqual(before);
      }),
    );
  });

  test('what the gateway counted and others told, up to a minute apart, is never taken for more', () => {
    const pairs = fc.array(fc.tuple(fc.nat(18), fc.integer({ min: -1, max: 1 })));
    const tally = (all: readonly number[]) =>
      Object.fromEntries([...Map.groupBy(all, (one) => one)].map(([at, same]) => [at, same.length]));

    fc.assert(
      fc.property(pairs, (all) => {
        const failures = tally(all.map(([third]) => 3 * third + 1));
        const told = tally(all.map(([third, apart]) => 3 * third + 1 + apart));

        expect(fuseOf({ failures, told })).toBe(0);
      }),
    );
  });
});

test('counts are added minute by minute', () => {
  expect(plus([1, 2, 3])).toEqual([1, 2, 3]);
  expect(plus([1, 2, 3], [0, 1, 0], [5, 0, 0])).toEqual([6, 3, 3]);
});
