import { describe, expect, test } from 'vitest';
import type { Appended } from '#functions/persist/append.ts';
import type { Arrival } from '#functions/persist/arrival.ts';
import { createPersist, type QueueRecord } from '#functions/persist/persist.ts';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import { createObserved } from '#test/support/observed.ts';
import { sampleEvent, sampleNews, sampleStored, someTime } from '#test/support/samples.ts';

/** A record whose body is `<user>/<platform id>` or `<user>/<platform id>/<business>`, as `read` here reads it. */
const record = (user: string, id: number | string, receiveCount = 1): QueueRecord => ({
  id: `${user}/${id}`,
  receiveCount,
  body: encodeEnvelope({
    v: 1,
    deliveryId: `delivery ${id}`,
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime,
    body: `${user}/${id}`,
  }),
});

const read = ({ body }: { body: string }): Reading => {
  const [user = '', id = '', businessId = '343'] = body.split('/');
  if (user === 'unread') return { outcome: 'unusable', reason: 'x' };
  return {
    outcome: 'understood',
    news: sampleNews([sampleEvent(Number(id))], { user: { authId: user }, businessId }),
  };
};

const appended = (arrivals: readonly Arrival[]): Appended => ({
  stored: arrivals.map((_, index) => sampleStored(index, index + 1)),
  duplicates: 0,
  mismatches: 0,
  outOfOrder: 0,
});

const setUp = (append: (arrivals: readonly Arrival[]) => Promise<Appended>) => {
  const observed = createObserved();
  const aside: { id: string; reason: string }[] = [];
  const persist = createPersist({
    ...observed,
    read,
    append,
    setAside: async ({ id }, reason) => {
      aside.push({ id, reason });
    },
  });
  return { persist: (records: QueueRecord[]) => persist(records, someTime), aside, ...observed };
};

const payloads = (arrivals: readonly Arrival[]) => arrivals.map(({ payload }) => payload);

describe('persist', () => {
  test('stores the records of each conversation together and in their order', async () => {
    const calls: string[][] = [];
    const { persist, counted } = setUp(async (arrivals) => {
      calls.push(payloads(arrivals));
      return appended(arrivals);
    });

    const failed = await persist([record('a', 1), record('b', 1), record('a', 3), record('a', 2)]);

    expect(failed).toEqual([]);
    expect(calls).toEqual([['a/1', 'a/3', 'a/2'], ['b/1']]);
    expect(counted()).toEqual({ 'haptik Stored': 4, 'haptik StoreLagMs': 20 });
  });

  test('stores the conversations of one user in two businesses apart', async () => {
    const calls: string[][] = [];
    const { persist } = setUp(async (arrivals) => {
      calls.push(payloads(arrivals));
      return appended(arrivals);
    });

    await persist([record('a', '1/343'), record('a', '1/344')]);

    expect(calls).toEqual([['a/1/343'], ['a/1/344']]);
  });

  test('leaves a single record that cannot be stored now on the queue, however often it came', async () => {
    const { persist, aside, lines } = setUp(async () => {
      throw new StoreUnavailableError('throttled');
    });

    expect(await persist([record('a', 1, 700)])).toEqual(['a/1']);
    expect(aside).toEqual([]);
    expect(lines).toMatchObject([{ message: 'A conversation cannot be stored now.' }]);
  });

  test.each([4, 5])('sets nothing aside before the fifth receive (%i)', async (receiveCount) => {
    const { persist, aside } = setUp(async () => {
      throw new TypeError('bug');
    });

    expect(await persist([record('a', 1, receiveCount)])).toHaveLength(receiveCount < 5 ? 1 : 0);
    expect(aside).toHaveLength(receiveCount < 5 ? 0 : 1);
  });

  test('counts duplicates, mismatches and late events', async () => {
    const { persist, counted } = setUp(async () => ({
      stored: [],
      duplicates: 3,
      mismatches: 2,
      outOfOrder: 1,
    }));

    await persist([record('a', 1)]);

    expect(counted()).toEqual({ 'haptik Duplicate': 3, 'haptik BodyMismatch': 2, 'haptik OutOfOrder': 1 });
  });

  test('leaves a conversation that cannot be stored now on the queue, and stores the others', async () => {
    const { persist, aside } = setUp(async (arrivals) => {
      if (arrivals[0]?.payload.startsWith('a')) throw new StoreUnavailableError('throttled');
      return appended(arrivals);
    });

    const failed = await persist([record('a', 1, 99), record('b', 1), record('a', 2, 99)]);

    expect(failed).toEqual(['a/1', 'a/2']);
    expect(aside).toEqual([]);
  });

  test('fails a record that it cannot handle and those behind it, and stores those before it', async () => {
    const stored: string[] = [];
    const { persist } = setUp(async (arrivals) => {
      if (payloads(arrivals).includes('a/2')) throw new BrokenRecordError('too large');
      stored.push(...payloads(arrivals));
      return appended(arrivals);
    });

    const failed = await persist([record('a', 1), record('a', 2), record('a', 3)]);

    expect(stored).toEqual(['a/1']);
    expect(failed).toEqual(['a/2', 'a/3']);
  });

  test.each([
    ['our own error', new BrokenRecordError('too large'), 'BrokenRecordError: too large'],
    ['a bug', new TypeError('x is not a function'), 'TypeError: x is not a function'],
  ])(
    'sets a record aside after five receives of %s, and stores those behind it',
    async (_, error, reason) => {
      const stored: string[] = [];
      const { persist, aside, counted } = setUp(async (arrivals) => {
        if (payloads(arrivals).includes('a/2')) throw error;
        stored.push(...payloads(arrivals));
        return appended(arrivals);
      });

      const failed = await persist([record('a', 1), record('a', 2, 5), record('a', 3)]);

      expect(failed).toEqual([]);
      expect(stored).toEqual(['a/1', 'a/3']);
      expect(aside).toEqual([{ id: 'a/2', reason }]);
      expect(counted()).toMatchObject({ 'haptik SetAside': 1 });
    },
  );

  test.each([
    ['is no envelope', { ...record('a', 1), id: 'x', body: 'x' }],
    ['its source does not understand', { ...record('unread', 1), id: 'x' }],
  ])('sets a record aside that %s, and stores the others', async (_, broken) => {
    const { persist, aside } = setUp(async (arrivals) => appended(arrivals));

    expect(await persist([broken, record('b', 1)])).toEqual(['x']);
    expect(await persist([{ ...broken, receiveCount: 5 }, record('b', 1)])).toEqual([]);
    expect(aside.map(({ id }) => id)).toEqual(['x']);
  });

  test('keeps a record on the queue where it cannot be set aside', async () => {
    const { metrics, log, lines } = createObserved();
    const setAside = async () => {
      throw new Error('bucket down');
    };
    const persist = createPersist({
      metrics,
      log,
      read,
      append: async (arrivals) => appended(arrivals),
      setAside,
    });

    expect(await persist([{ ...record('a', 1, 5), body: 'x' }, record('b', 1)], someTime)).toEqual(['a/1']);
    expect(lines.at(-1)).toMatchObject({ level: 'error', error: new Error('bucket down') });
  });

  test('logs ids and never a body', async () => {
    const { persist, lines } = setUp(async () => {
      throw new TypeError('bug');
    });

    await persist([record('someone-private', 1)].map((one) => ({ ...one, id: 'r-1' })));

    expect(JSON.stringify(lines)).not.toContain('someone-private');
    expect(lines).toMatchObject([{ fields: { recordId: 'r-1', receiveCount: 1 } }]);
  });
});
