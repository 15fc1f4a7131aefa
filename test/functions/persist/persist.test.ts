import { describe, expect, test } from 'vitest';
import type { ProbeArrival } from '#functions/persist/note-probe.ts';
import type { TypingArrival } from '#functions/persist/note-typing.ts';
import { createOpenRecord } from '#functions/persist/open-record.ts';
import { createPersist } from '#functions/persist/persist.ts';
import type { QueueRecord } from '#functions/persist/run.ts';
import type { Appended } from '#functions/shared/append/append.ts';
import type { Arrival } from '#functions/shared/append/arrival.ts';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import {
  BrokenRecordError,
  StoreUnavailableError,
  UnstorableError,
} from '#functions/shared/domain/errors.ts';
import type { Quarantined } from '#functions/shared/domain/quarantine.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import { createObserved } from '#test/support/observed.ts';
import { sampleEvent, sampleNews, sampleStored, someTime } from '#test/support/samples.ts';

const header = {
  v: 1,
  deliveryId: 'delivery 1',
  channel: 'haptik',
  source: 'haptik',
  receivedAt: someTime,
  group: 'g-1',
} as const;

/** A record whose body is `<user>/<platform id>` or `<user>/<platform id>/<business>`, as `read` here reads it. */
const record = (user: string, id: number | string, receiveCount = 1): QueueRecord => ({
  id: `${user}/${id}`,
  receiveCount,
  body: encodeEnvelope({ ...header, group: user, body: `${user}/${id}` }),
});

const read = (_source: string, body: string): Reading => {
  const [user = '', id = '', businessId = '343'] = body.split('/');
  if (user === 'unread') return { outcome: 'unusable', reason: 'x' };
  if (user === 'typing') {
    return { outcome: 'typing', typing: { businessId, user: { authId: id }, state: 'start' } };
  }
  return {
    outcome: 'understood',
    news: sampleNews([sampleEvent(Number(id))], { user: { authId: user }, businessId }),
  };
};

const appended = (arrivals: readonly Arrival[]): Appended => ({
  conversationId: 'haptik:343:u-1',
  stored: arrivals.map((_, index) => sampleStored(index, index + 1)),
  duplicates: 0,
  mismatches: 0,
  outOfOrder: 0,
});

type Append = (arrivals: readonly Arrival[]) => Promise<Appended>;

const down = async (): Promise<never> => {
  throw new StoreUnavailableError('down');
};

const setUp = (append: Append, changes: Partial<Parameters<typeof createPersist>[0]> = {}) => {
  const observed = createObserved();
  const aside: { id: string; reason: string }[] = [];
  const quarantined: Quarantined[] = [];
  const noted: TypingArrival[] = [];
  const probes: ProbeArrival[] = [];
  const persist = createPersist({
    ...observed,
    open: createOpenRecord({ read, bucket: { get: async () => undefined } }),
    append,
    noteTyping: async (arrival) => {
      noted.push(arrival);
    },
    noteProbe: async (arrival) => {
      probes.push(arrival);
    },
    quarantine: {
      keep: async (delivery) => {
        quarantined.push(delivery);
      },
    },
    setAside: async ({ id }, reason) => {
      aside.push({ id, reason });
    },
    ...changes,
  });
  const run = (records: QueueRecord[]) => persist(records, someTime);
  return { persist: run, aside, quarantined, noted, probes, ...observed };
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
      conversationId: 'haptik:343:u-1',
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
    const { persist, lines } = setUp(async (arrivals) => appended(arrivals), { setAside: down });

    expect(await persist([{ ...record('a', 1, 5), body: 'x' }, record('b', 1)])).toEqual(['a/1']);
    expect(lines.at(-1)).toMatchObject({ level: 'error', error: new StoreUnavailableError('down') });
  });

  test('logs ids and never a body', async () => {
    const { persist, lines } = setUp(async () => {
      throw new TypeError('bug');
    });

    await persist([record('someone-private', 1)].map((one) => ({ ...one, id: 'r-1' })));

    expect(JSON.stringify(lines)).not.toContain('someone-private');
    expect(lines).toMatchObject([{ fields: { recordId: 'r-1', receiveCount: 1 } }]);
  });

  test('leaves a record on the queue whose body the bucket does not hand out now, however often it came', async () => {
    const open = createOpenRecord({ read, bucket: { get: down } });
    const { persist, aside } = setUp(async (arrivals) => appended(arrivals), { open });
    const large = { ...record('a', 1, 700), body: encodeEnvelope({ ...header, bodyKey: 'large/x' }) };

    expect(await persist([large, record('b', 1)])).toEqual(['a/1']);
    expect(aside).toEqual([]);
  });

  test('lets the records of a conversation wait behind one that cannot be opened now, and no others', async () => {
    const open = createOpenRecord({ read, bucket: { get: down } });
    const stored: string[] = [];
    const append: Append = async (arrivals) => {
      stored.push(...payloads(arrivals));
      return appended(arrivals);
    };
    const { persist } = setUp(append, { open });
    const body = encodeEnvelope({ ...header, group: 'a', bodyKey: 'large/x' });
    const large = { ...record('a', 2), body };

    const failed = await persist([record('a', 1), large, record('b', 1), record('a', 3)]);

    expect(failed).toEqual(['a/2', 'a/3']);
    expect(stored).toEqual(['a/1', 'b/1']);
  });

  test('lets nothing wait behind a record that was set aside', async () => {
    const { persist, aside } = setUp(async (arrivals) => appended(arrivals));
    const broken = {
      ...record('unread', 1, 5),
      body: encodeEnvelope({ ...header, group: 'a', body: 'unread/1' }),
    };

    expect(await persist([broken, record('a', 1)])).toEqual([]);
    expect(aside).toHaveLength(1);
  });

  test('notes typing after the events are stored, and gives it no second chance', async () => {
    const calls: string[] = [];
    const append: Append = async (arrivals) => {
      calls.push('append');
      return appended(arrivals);
    };
    const noteTyping = async () => {
      calls.push('typing');
      return down();
    };
    const { persist, lines } = setUp(append, { noteTyping });

    expect(await persist([record('typing', 'a'), record('a', 1)])).toEqual([]);
    expect(calls).toEqual(['append', 'typing']);
    expect(lines).toMatchObject([{ message: 'Typing could not be noted.', fields: { channel: 'haptik' } }]);
  });

  test('hands typing on with the time it was received', async () => {
    const { persist, noted, counted } = setUp(async (arrivals) => appended(arrivals));

    await persist([record('typing', 'a')]);

    expect(noted).toEqual([
      {
        channel: 'haptik',
        source: 'haptik',
        receivedAt: someTime,
        typing: { businessId: '343', user: { authId: 'a' }, state: 'start' },
      },
    ]);
    expect(counted()).toEqual({});
  });

  const probe = { ...record('probe', 1), body: encodeEnvelope({ ...header, probeId: 'probe-1' }) };

  test('notes a probe after the events are stored, and counts nothing', async () => {
    const calls: string[] = [];
    const append: Append = async (arrivals) => {
      calls.push('append');
      return { ...appended(arrivals), stored: [] };
    };
    const noteProbe = async ({ channel, probeId }: ProbeArrival) => void calls.push(`${channel} ${probeId}`);
    const { persist, counted, lines } = setUp(append, { noteProbe });

    expect(await persist([probe, record('a', 1)])).toEqual([]);
    expect(calls).toEqual(['append', 'haptik probe-1']);
    expect(counted()).toEqual({});
    expect(lines).toEqual([]);
  });

  test('gives a probe no second chance, and sets it aside nowhere', async () => {
    const { persist, aside, quarantined, counted, lines } = setUp(down, { noteProbe: down });

    expect(await persist([{ ...probe, receiveCount: 700 }])).toEqual([]);
    expect([...aside, ...quarantined]).toEqual([]);
    expect(counted()).toEqual({});
    expect(lines).toMatchObject([{ message: 'A probe could not be noted.', fields: { channel: 'haptik' } }]);
  });

  test('lets no probe wait behind a conversation that cannot be stored', async () => {
    const { persist, probes } = setUp(down);

    expect(await persist([record('a', 1), probe])).toEqual(['a/1']);
    expect(probes).toEqual([{ channel: 'haptik', probeId: 'probe-1' }]);
  });

  const refused = {
    ...record('a', 1),
    body: encodeEnvelope({ ...header, reason: 'no JSON', headers: { a: 'b' }, base64: '/wAK' }),
  };

  test('puts into quarantine what ingest could not put there', async () => {
    const { persist, quarantined, counted } = setUp(async (arrivals) => appended(arrivals));

    expect(await persist([refused])).toEqual([]);
    const { v, group, ...kept } = header;
    expect(quarantined).toEqual([
      { ...kept, reason: 'no JSON', headers: { a: 'b' }, body: Buffer.from([0xff, 0x00, 0x0a]) },
    ]);
    expect(counted()).toEqual({});
  });

  test('keeps it on the queue while the bucket is down', async () => {
    const { persist, aside } = setUp(async (arrivals) => appended(arrivals), { quarantine: { keep: down } });

    expect(await persist([{ ...refused, receiveCount: 700 }])).toEqual(['a/1']);
    expect(aside).toEqual([]);
  });

  const unstorable: Append = async (arrivals) => {
    if (payloads(arrivals).includes('a/2')) throw new UnstorableError('The table cannot hold this.');
    return appended(arrivals);
  };

  test('puts into quarantine at once what the table can never hold, and stores the rest', async () => {
    const { persist, quarantined, aside, counted, lines } = setUp(unstorable);

    const failed = await persist([record('a', 1), record('a', 2), record('a', 3)]);

    expect(failed).toEqual([]);
    expect(aside).toEqual([]);
    const { v, group, ...kept } = header;
    expect(quarantined).toEqual([
      { ...kept, reason: 'The table cannot hold this.', headers: {}, body: Buffer.from('a/2') },
    ]);
    expect(counted()).toMatchObject({ 'haptik Stored': 2, 'haptik Quarantined': 1 });
    expect(lines).toMatchObject([
      {
        message: 'A delivery went to quarantine.',
        fields: { deliveryId: kept.deliveryId, reason: 'The table cannot hold this.' },
      },
    ]);
  });

  test('leaves what the table can never hold on the queue while the bucket is down', async () => {
    const { persist } = setUp(unstorable, { quarantine: { keep: down } });

    expect(await persist([record('a', 2), record('a', 3)])).toEqual(['a/2', 'a/3']);
  });
});
