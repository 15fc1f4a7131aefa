import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAppend } from '#functions/shared/append/append.ts';
import type { Arrival } from '#functions/shared/append/arrival.ts';
import type { ConversationWriter, WriteOutcome } from '#functions/shared/domain/conversation-store.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { ConversationNews, IncomingEvent } from '#functions/shared/domain/event.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { sampleEvent, sampleNews, someTime } from '#test/support/samples.ts';

const arrivalOf = (events: IncomingEvent[], changes: Partial<ConversationNews> = {}): Arrival => ({
  channel: 'haptik',
  source: 'haptik',
  receivedAt: someTime,
  payload: JSON.stringify(events.map(({ identity }) => identity)),
  news: sampleNews(events, changes),
});

const arrival = (id: number, changes: Partial<IncomingEvent> = {}) => arrivalOf([sampleEvent(id, changes)]);

const appendTo = (store: ConversationWriter) => {
  const append = createAppend({ store, clock: () => someTime + 5, pause: async () => {} });
  return (arrivals: readonly Arrival[]) => append(arrivals, someTime + 1000);
};

const all = { order: 'asc', limit: 1000 } as const;
const mine = 'haptik:343:u-1';

const transcript = async (store: ReturnType<typeof createMemoryConversationStore>, id = mine) =>
  (await store.events(id, all)).items.map(({ text, seq }) => [text, seq]);

/** A store in which something else is written between one call's find and its write. */
const interrupted = (store: ConversationWriter, meanwhile: () => Promise<unknown>): ConversationWriter => {
  let pending: (() => Promise<unknown>) | undefined = meanwhile;
  return {
    ...store,
    write: async (write) => {
      const now = pending;
      pending = undefined;
      await now?.();
      return store.write(write);
    },
  };
};

describe('append', () => {
  test('gives events the seqs in the order of arrival and positions in the order of the platform', async () => {
    const store = createMemoryConversationStore();

    const appended = await appendTo(store)([arrival(30), arrival(10), arrival(20)]);

    expect(appended.stored.map(({ seq, platformId }) => [seq, platformId])).toEqual([
      [1, '30'],
      [2, '10'],
      [3, '20'],
    ]);
    expect(appended).toMatchObject({ duplicates: 0, mismatches: 0, outOfOrder: 2 });
    expect(await transcript(store)).toEqual([
      ['text 10', 2],
      ['text 20', 3],
      ['text 30', 1],
    ]);
  });

  test('folds repeats within a batch and drops what is stored already', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    await append([arrival(1), arrival(1)]);

    const appended = await append([arrival(2), arrival(1), arrival(2), arrival(3)]);

    expect(appended.stored.map(({ seq, platformId }) => [seq, platformId])).toEqual([
      [2, '2'],
      [3, '3'],
    ]);
    expect(appended).toMatchObject({ duplicates: 2, mismatches: 0 });
  });

  test('stores nothing and gives no seq away where all is stored already', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    await append([arrival(1)]);

    expect(await append([arrival(1)])).toEqual({
      conversationId: mine,
      stored: [],
      duplicates: 1,
      mismatches: 0,
      outOfOrder: 0,
    });
    expect((await store.head(mine))?.lastSeq).toBe(1);
  });

  test('counts duplicates that say something else, in the batch and in the store', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);

    const first = await append([arrival(1), arrival(1, { text: 'other' })]);
    const second = await append([arrival(1, { text: 'third' }), arrival(1, { platformAt: 1 })]);

    expect(first).toMatchObject({ duplicates: 1, mismatches: 1 });
    expect(second).toMatchObject({ duplicates: 2, mismatches: 2 });
    expect((await store.events(mine, all)).items[0]?.text).toBe('text 1');
  });

  test('does not take another time of the request for another content', async () => {
    const append = appendTo(createMemoryConversationStore());
    await append([arrival(1)]);

    expect(await append([arrival(1, { platformAt: someTime + 999 })])).toMatchObject({
      duplicates: 1,
      mismatches: 0,
    });
  });

  test('knows an event without an id again, though its place would be another', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    const nameless = { platformId: undefined, identity: 'message|hash' };
    await append([arrival(5), arrival(0, nameless)]);

    const appended = await append([arrival(6), arrival(0, nameless)]);

    expect(appended).toMatchObject({ duplicates: 1 });
    expect(await transcript(store)).toEqual([
      ['text 5', 1],
      ['text 0', 2],
      ['text 6', 3],
    ]);
  });

  test('finds the conversation of a user who was known by another id when it began', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    await append([arrivalOf([sampleEvent(1)], { user: { userId: 'h-9' } })]);

    await append([arrivalOf([sampleEvent(2)], { user: { userId: 'h-9', authId: 'u-1' } })]);
    await append([arrivalOf([sampleEvent(3)], { user: { authId: 'u-1' } })]);

    expect(await transcript(store, 'haptik:343:~~h-9')).toEqual([
      ['text 1', 1],
      ['text 2', 2],
      ['text 3', 3],
    ]);
    expect(await store.head(mine)).toBeUndefined();
    expect(await store.ofUser('haptik', 'u-1')).toHaveLength(1);
  });

  test('ends in one conversation when two first events under different ids race', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);

    await Promise.all([
      append([arrivalOf([sampleEvent(1)], { user: { userId: 'h-9' } })]),
      append([arrivalOf([sampleEvent(2)], { user: { userId: 'h-9', authId: 'u-1' } })]),
      append([arrivalOf([sampleEvent(3)], { user: { authId: 'u-1', userId: 'h-9' } })]),
    ]);

    const [conversation, ...others] = await store.ofUser('haptik', '~~h-9');
    expect(others).toEqual([]);
    expect(conversation?.lastSeq).toBe(3);
  });

  test('leaves a name alone that leads to another conversation already', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    await append([arrivalOf([sampleEvent(1)], { user: { userId: 'h-9' } })]);
    await append([arrivalOf([sampleEvent(2)], { user: { authId: 'u-1' } })]);

    await append([arrivalOf([sampleEvent(3)], { user: { authId: 'u-1', userId: 'h-9' } })]);

    expect(await transcript(store)).toEqual([
      ['text 2', 1],
      ['text 3', 2],
    ]);
    expect((await store.ofUser('haptik', '~~h-9')).map(({ conversationId }) => conversationId)).toEqual([
      'haptik:343:~~h-9',
    ]);
  });

  test('keeps users, businesses and channels apart', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);

    await append([arrivalOf([sampleEvent(1)])]);
    await append([arrivalOf([sampleEvent(1)], { user: { authId: 'u-2' } })]);
    await append([arrivalOf([sampleEvent(1)], { businessId: '344' })]);
    await append([{ ...arrivalOf([sampleEvent(1)]), channel: 'other' }]);

    const { items } = await store.recent('haptik', { limit: 9 });
    expect(items.map(({ conversationId, lastSeq }) => `${conversationId} ${lastSeq}`).toSorted()).toEqual([
      'haptik:343:u-1 1',
      'haptik:343:u-2 1',
      'haptik:344:u-1 1',
    ]);
    expect((await store.head('other:343:u-1'))?.lastSeq).toBe(1);
  });

  test('keeps two customers apart whom the platform gave the same user_id', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    await append([arrivalOf([sampleEvent(1)], { user: { authId: 'alice', userId: 'h-9' } })]);

    await append([arrivalOf([sampleEvent(2)], { user: { authId: 'bob', userId: 'h-9' } })]);
    await append([arrivalOf([sampleEvent(3)], { user: { authId: 'bob', userId: 'h-9' } })]);

    expect(await transcript(store, 'haptik:343:alice')).toEqual([['text 1', 1]]);
    expect(await transcript(store, 'haptik:343:bob')).toEqual([
      ['text 2', 1],
      ['text 3', 2],
    ]);
    expect((await store.ofUser('haptik', 'bob')).map(({ authId }) => authId)).toEqual(['bob']);
    expect((await store.ofUser('haptik', '~~h-9')).map(({ authId }) => authId)).toEqual(['alice']);
  });

  test("never puts a message into a conversation that became another customer's meanwhile", async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    await append([arrivalOf([sampleEvent(1)], { user: { userId: 'h-9' } })]);
    const bob = () => append([arrivalOf([sampleEvent(3)], { user: { authId: 'bob', userId: 'h-9' } })]);

    await appendTo(interrupted(store, bob))([
      arrivalOf([sampleEvent(2)], { user: { authId: 'alice', userId: 'h-9' } }),
    ]);

    expect(await transcript(store, 'haptik:343:~~h-9')).toEqual([
      ['text 1', 1],
      ['text 3', 2],
    ]);
    expect(await transcript(store, 'haptik:343:alice')).toEqual([['text 2', 1]]);
    expect((await store.ofUser('haptik', 'alice')).map(({ authId }) => authId)).toEqual(['alice']);
  });

  test('begins no further transaction when the time is over', async () => {
    const memory = createMemoryConversationStore();
    let now = someTime;
    const store: ConversationWriter = {
      ...memory,
      write: async (write) => {
        now += 600;
        return memory.write(write);
      },
    };
    const append = createAppend({ store, clock: () => now, pause: async () => {} });
    const events = Array.from({ length: 130 }, (_, id) => sampleEvent(id));

    await expect(append([arrivalOf(events)], someTime + 1000)).rejects.toThrow(StoreUnavailableError);

    expect((await memory.head(mine))?.lastSeq).toBe(80);
  });

  test('binds every user_id that a user is given', async () => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);

    for (const [id, userId] of ['h-1', 'h-2'].entries()) {
      await append([arrivalOf([sampleEvent(id)], { user: { authId: 'u-1', userId } })]);
    }
    await append([arrivalOf([sampleEvent(2)], { user: { userId: 'h-2' } })]);

    expect((await store.head(mine))?.lastSeq).toBe(3);
    expect(await store.head('haptik:343:~~h-2')).toBeUndefined();
  });

  test('writes the names of a user again once a month', async () => {
    const written: (readonly string[])[] = [];
    const memory = createMemoryConversationStore();
    const store: ConversationWriter = {
      ...memory,
      write: async (write) => {
        written.push(write.users);
        return memory.write(write);
      },
    };
    const month = 30 * 24 * 60 * 60 * 1000;
    for (const [id, now] of [0, month - 1, month, month + 1].entries()) {
      const append = createAppend({ store, clock: () => someTime + now, pause: async () => {} });
      await append([arrival(id)], someTime + now + 1000);
    }

    expect(written).toEqual([['u-1'], [], ['u-1'], []]);
  });

  const both = { authId: 'u-1', userId: 'h-9' };

  test.each([
    ['there is one by user_id already', true],
    ['there is none yet', false],
  ])('stores an event once where a conversation by auth_id begins in between and %s', async (_, hasGuest) => {
    const store = createMemoryConversationStore();
    const append = appendTo(store);
    const guest = () => append([arrivalOf([sampleEvent(1)], { user: { userId: 'h-9' } })]);
    const customer = () => append([arrivalOf([sampleEvent(2)], { user: { authId: 'u-1' } })]);
    if (hasGuest) await guest();
    const meanwhile = hasGuest ? customer : async () => [await guest(), await customer()];

    const first = await appendTo(interrupted(store, meanwhile))([
      arrivalOf([sampleEvent(3)], { user: both }),
    ]);
    const again = await append([arrivalOf([sampleEvent(3)], { user: both })]);

    expect(first.stored).toHaveLength(1);
    expect(again).toMatchObject({ stored: [], duplicates: 1 });
    expect(await transcript(store)).toEqual([
      ['text 2', 1],
      ['text 3', 2],
    ]);
  });

  test('waits between attempts at a contended write, and gives the records back when the time is over', async () => {
    const pauses: number[] = [];
    let now = someTime;
    const contended: WriteOutcome = { outcome: 'contended' };
    const store = { ...createMemoryConversationStore(), write: async () => contended };
    const append = createAppend({
      store,
      clock: () => now,
      pause: async (attempt) => {
        pauses.push(attempt);
        now += 100;
      },
    });

    await expect(append([arrival(1)], someTime + 300)).rejects.toThrow(StoreUnavailableError);
    expect(pauses).toEqual([1, 2, 3]);
  });

  test('stores more events than one transaction takes, each once and without a gap', async () => {
    const memory = createMemoryConversationStore();
    const sizes: number[] = [];
    const store: ConversationWriter = {
      ...memory,
      write: async (write) => {
        sizes.push(write.events.length);
        return memory.write(write);
      },
    };
    const events = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => sampleEvent(from + index));
    const append = appendTo(store);
    await append([arrivalOf(events(10, 12))]);

    const appended = await append([arrivalOf(events(0, 50)), arrivalOf(events(40, 60)), arrival(0)]);

    expect(appended.stored.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 58 }, (_, index) => index + 3),
    );
    expect(appended).toMatchObject({ duplicates: 13, mismatches: 0 });
    expect(sizes).toEqual([2, 40, 38, 20]);
    expect((await memory.head(mine))?.lastSeq).toBe(60);
  });

  test('makes the same conversation of any order, repetition and batching, with several writers at once', async () => {
    const deliveries = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 15 })
      .chain((ids) =>
        fc.tuple(
          fc.constant(ids),
          fc.array(fc.constantFrom(...ids), { maxLength: 20 }),
          fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 10 }),
        ),
      )
      .chain(([ids, repeats, sizes]) =>
        fc.record({
          ids: fc.constant(ids),
          sizes: fc.constant(sizes),
          order: fc.shuffledSubarray([...ids, ...repeats], { minLength: ids.length + repeats.length }),
          writers: fc.integer({ min: 1, max: 4 }),
        }),
      );

    await fc.assert(
      fc.asyncProperty(deliveries, async ({ ids, sizes, order, writers }) => {
        const store = createMemoryConversationStore();
        const append = appendTo(store);
        const batches: number[][] = [];
        for (let at = 0; at < order.length; at += batches.at(-1)?.length ?? 1) {
          batches.push(order.slice(at, at + (sizes[batches.length % sizes.length] ?? 1)));
        }
        await Promise.all(
          Array.from({ length: writers }, async (_, writer) => {
            for (const batch of batches.filter((_batch, index) => index % writers === writer)) {
              await append(batch.map((id) => arrival(id)));
            }
          }),
        );

        const { items } = await store.events(mine, all);
        expect(items.map(({ platformId }) => Number(platformId))).toEqual(ids.toSorted((a, b) => a - b));
        expect(items.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
          ids.map((_, index) => index + 1),
        );
        expect(await store.head(mine)).toMatchObject({
          lastSeq: ids.length,
          lastPlatformId: String(Math.max(...ids)),
          lastText: { value: `text ${Math.max(...ids)}` },
        });
      }),
      { numRuns: 500 },
    );
  });
});
