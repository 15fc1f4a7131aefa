import { randomBytes } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import type { ConversationReader, ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { StoreUnavailableError, UnstorableError } from '#functions/shared/domain/errors.ts';
import { type Details, eventKinds } from '#functions/shared/domain/event.ts';
import { isJsonObject, parseJson } from '#functions/shared/domain/json.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { asRead, readOut, sampleEvent, sampleHead, sampleStored, someTime } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();
const client = new DynamoDBClient(dynamodb);
const retentionDays = 90;
const day = 86_400_000;

const openTable = async (clock = () => someTime) => {
  const tableName = await createTable('relay');
  const bucket = createMemoryBucket();
  const table = { client, tableName, bucket, clock, expiry: expiryAfter(retentionDays) };
  return {
    tableName,
    bucket,
    store: { ...createConversationWriter(table), ...createConversationReader(table) },
  };
};

const parseDetails = (json: string): Details => {
  const value = parseJson(json);
  if (!isJsonObject(value)) throw new Error('no object');
  return value;
};

/** Text of this many bytes that no compression makes much smaller. */
const randomText = (bytes: number): string => randomBytes((bytes * 3) / 4).toString('base64');

type Store = ConversationWriter & ConversationReader;

const stores: [string, () => Promise<Store>][] = [
  ['in memory', async () => createMemoryConversationStore()],
  ['in the table', async () => (await openTable()).store],
];

const names = { conversationId: 'haptik:343:u-1', channel: 'haptik', businessId: '343' };
const user = 'u-1';
const alias = '~~h-9';

/** Every event of a conversation by position, with its content. */
const allOf = async (store: Store) => {
  const { items } = await store.events(names.conversationId, { order: 'asc', limit: 1000 });
  return Promise.all(items.map(readOut));
};

const first = (changes = {}) => ({
  previousSeq: 0,
  head: sampleHead({ lastSeq: 2, lastPlatformId: '20' }),
  events: [sampleStored(20, 1), sampleStored(10, 2)],
  users: [user],
  ...changes,
});

describe.each(stores)('the conversation store %s', (_, open) => {
  test('finds nothing where nothing is stored', async () => {
    const store = await open();

    expect(await store.find({ ...names, users: [user] })).toEqual({ head: undefined, boundTo: undefined });
    expect(await store.head(names.conversationId)).toBeUndefined();
    expect(await store.events(names.conversationId, { order: 'asc', limit: 10 })).toEqual({ items: [] });
    expect(await store.eventsAfter(names.conversationId, { after: 0, limit: 10 })).toEqual([]);
    expect(await store.recent('haptik', { limit: 10 })).toEqual({ items: [] });
    expect(await store.ofUser('haptik', user)).toEqual([]);
  });

  test('gives back summary and events as they were written', async () => {
    const store = await open();
    const head = sampleHead({
      lastSeq: 1,
      businessName: { at: '1#2', value: 'Shop' },
      userId: { at: '1#2', value: 'h-9' },
      userName: { at: '1#2', value: 'n' },
      userPlatform: { at: '1#2', value: 'WhatsApp' },
      activeAt: '1#2',
      idleAt: '1#3',
      closedAt: '1#4',
      closings: [
        {
          at: '1#4',
          value: parseDetails('{"reason":"done","big":12345678901234567890,"__proto__":{"x":1}}'),
        },
        { at: '1#3', value: {} },
      ],
      agent: { at: '1#2', value: { id: '7', name: 'Asha', automated: false } },
      lastText: { at: '1#2', value: 'hi' },
      names: ['u-1', '~~h-9'],
    });
    const event = sampleStored(20, 1, {
      text: 'नमस्ते 🧾 \u0000\uFFFF',
      hsl: { type: 'TEXT', text: 'नमस्ते', data: { deep: [1, { x: null }] } },
      details: { rating: 1, none: null },
      payload: '{"a":\n 12345678901234567890}',
    });

    const outcome = await store.write({ previousSeq: 0, head, events: [event], users: [user] });

    expect(outcome).toEqual({ outcome: 'written' });
    expect(await store.head(names.conversationId)).toEqual(head);
    expect((await store.find({ ...names, users: [] })).head).toEqual(head);
    expect(await allOf(store)).toEqual([await readOut(asRead(event))]);
  });

  test('keeps every kind of event', async () => {
    const store = await open();
    const events = eventKinds.map((kind, index) =>
      sampleStored(index + 1, index + 1, { kind, hsl: undefined, details: undefined }),
    );

    await store.write({ previousSeq: 0, head: sampleHead({ lastSeq: events.length }), events, users: [] });

    expect((await allOf(store)).map(({ kind }) => kind)).toEqual(eventKinds);
  });

  test('notes typing that is newer, and keeps it over later events', async () => {
    const store = await open();
    const typingNow = async () => (await store.head(names.conversationId))?.typing;
    await store.noteTyping(names.conversationId, { state: 'start', at: someTime });
    expect(await typingNow()).toBeUndefined();
    await store.write(first());

    await store.noteTyping(names.conversationId, { state: 'start', at: someTime + 2 });
    await store.noteTyping(names.conversationId, { state: 'stop', at: someTime + 1 });
    await store.noteTyping(names.conversationId, { state: 'stop', at: someTime + 2 });
    const events = [sampleStored(30, 3)];
    await store.write({ previousSeq: 2, head: sampleHead({ lastSeq: 3 }), events, users: [] });

    expect(await typingNow()).toEqual({ state: 'stop', at: someTime + 2 });
    expect((await store.head(names.conversationId))?.lastSeq).toBe(3);
    await store.noteTyping(names.conversationId, { state: 'stop', at: someTime + 3 });
    expect(await typingNow()).toEqual({ state: 'stop', at: someTime + 3 });
  });

  test('reads events by position in both directions, page by page', async () => {
    const store = await open();
    const ids = [50, 10, 40, 20, 30];
    const events = ids.map((id, index) => sampleStored(id, index + 1));
    await store.write({ previousSeq: 0, head: sampleHead({ lastSeq: 5 }), events, users: [] });

    const read = async (order: 'asc' | 'desc') => {
      const pages: (string | undefined)[][] = [];
      let after: string | undefined;
      do {
        const { items, next } = await store.events(names.conversationId, { order, limit: 2, after });
        pages.push(items.map(({ platformId }) => platformId));
        after = next;
      } while (after !== undefined);
      return pages;
    };

    expect(await read('asc')).toEqual([['10', '20'], ['30', '40'], ['50']]);
    expect(await read('desc')).toEqual([['50', '40'], ['30', '20'], ['10']]);
  });

  test('goes on behind a place where no event stands', async () => {
    const store = await open();
    await store.write(first());

    const page = { limit: 9, after: '00000000000000000015' };
    const read = async (order: 'asc' | 'desc') => {
      const { items } = await store.events(names.conversationId, { ...page, order });
      return items.map(({ platformId }) => platformId);
    };

    expect(await read('asc')).toEqual(['20']);
    expect(await read('desc')).toEqual(['10']);
  });

  test('has no further page where the last event is on this one', async () => {
    const store = await open();
    await store.write(first());

    const { items, next } = await store.events(names.conversationId, { order: 'asc', limit: 2 });

    expect(items).toHaveLength(2);
    expect(next).toBeUndefined();
  });

  test('reads events by seq behind a cursor', async () => {
    const store = await open();
    await store.write(first());

    const seqs = async (after: number, limit: number) =>
      (await store.eventsAfter(names.conversationId, { after, limit })).map(({ seq }) => seq);

    expect(await seqs(0, 10)).toEqual([1, 2]);
    expect(await seqs(0, 1)).toEqual([1]);
    expect(await seqs(1, 10)).toEqual([2]);
    expect(await seqs(2, 10)).toEqual([]);
  });

  test('tells which events it does not hold, by what makes them the same', async () => {
    const store = await open();
    const nameless = (identity: string) => sampleEvent(1, { identity, platformId: undefined });
    const marked = { ...sampleStored(1, 3), ...nameless('message|a'), position: '00000000000000000020#~3' };
    await store.write(first({ head: sampleHead({ lastSeq: 3 }), events: [...first().events, marked] }));
    const rating = sampleEvent(20, { kind: 'rating', eventName: 'rated', identity: 'rated|20' });
    const news = [
      sampleEvent(20, { text: 'in other words' }),
      nameless('message|b'),
      sampleEvent(30),
      sampleEvent(30),
      nameless('message|a'),
      rating,
    ];

    const unstored = await store.unstored(names.conversationId, news);

    expect(unstored).toEqual([nameless('message|b'), sampleEvent(30), sampleEvent(30), rating]);
    expect(await store.unstored('haptik:343:u-2', [sampleEvent(20)])).toEqual([sampleEvent(20)]);
    expect(await store.unstored(names.conversationId, [])).toEqual([]);
  });

  test('changes the summary alone where there is no event to store', async () => {
    const store = await open();
    await store.write(first());
    const closings = [{ at: '1#4', value: { reason: 'solved' } }];
    const head = { ...first().head, closings };

    expect(await store.write({ previousSeq: 2, head, events: [], users: [] })).toEqual({
      outcome: 'written',
    });
    expect(await store.head(names.conversationId)).toEqual(head);
  });

  test('keeps of a stored message which command sent it, and takes every repeat of it for the same', async () => {
    const store = await open();
    const [echo, other] = [sampleStored(20, 1, { author: { type: 'bot' } }), sampleStored(10, 2)];
    await store.write(first({ events: [echo, other] }));
    const sent = { platformId: '20', text: 'our words', outboxId: 'haptik:u-1:A' };

    expect(await store.markSent(names.conversationId, sent)).toBe('marked');
    expect(await store.markSent(names.conversationId, sent)).toBe('marked');
    expect(await store.markSent(names.conversationId, { ...sent, outboxId: 'haptik:u-1:B' })).toBe('other');
    expect(await store.markSent(names.conversationId, { ...sent, platformId: '21' })).toBe('other');
    expect(await store.markSent(names.conversationId, { ...sent, platformId: '10' })).toBe('other');
    expect((await store.eventsAfter(names.conversationId, { after: 0, limit: 1 }))[0]).toMatchObject({
      seq: 1,
      direction: 'out',
      author: { type: 'user' },
      text: 'our words',
      outboxId: 'haptik:u-1:A',
    });
    const again = { ...first(), previousSeq: 2, events: [sampleStored(20, 3, { text: 'other words' })] };
    expect(await store.write(again)).toMatchObject({ existing: [{ seq: 3, digest: undefined }] });
  });

  test('takes every repeat of what we sent for the same, whatever it says', async () => {
    const store = await open();
    await store.write(first({ events: [sampleStored(20, 1, { direction: 'out' }), sampleStored(10, 2)] }));

    const echo = sampleStored(20, 3, { text: 'other words' });
    const outcome = await store.write({ ...first(), previousSeq: 2, events: [echo] });

    expect(outcome).toMatchObject({ existing: [{ seq: 3, digest: undefined }] });
  });

  test('refuses a write whose summary moved and tells the summary', async () => {
    const store = await open();
    await store.write(first());

    const outcome = await store.write({
      previousSeq: 1,
      head: sampleHead({ lastSeq: 2 }),
      events: [sampleStored(30, 2)],
      users: [],
    });

    expect(outcome).toEqual({ outcome: 'refused', head: first().head, existing: [], bound: [] });
    expect(await store.eventsAfter(names.conversationId, { after: 0, limit: 9 })).toHaveLength(2);
  });

  test('refuses a first write where a conversation is and tells everything that stands against it', async () => {
    const store = await open();
    await store.write(first());

    const outcome = await store.write(first({ events: [sampleStored(10, 1, { text: 'other' })] }));

    expect(outcome).toEqual({
      outcome: 'refused',
      head: first().head,
      existing: [{ seq: 1, digest: sampleStored(10, 2).digest }],
      bound: [],
    });
  });

  test('refuses an event without an id that came before, wherever it would stand', async () => {
    const store = await open();
    const nameless = (seq: number, text = 'same') =>
      sampleStored(1, seq, {
        text,
        platformId: undefined,
        identity: 'message|hash',
        position: `00000000000000000000#~00000000000${seq}`,
      });
    await store.write(first({ head: sampleHead({ lastSeq: 1 }), events: [nameless(1)] }));

    const outcome = await store.write({
      previousSeq: 1,
      head: sampleHead({ lastSeq: 2 }),
      events: [nameless(2, 'other')],
      users: [],
    });

    expect(outcome).toMatchObject({
      outcome: 'refused',
      existing: [{ seq: 2, digest: nameless(1).digest }],
    });
  });

  test('takes no other event for a repeat that took the place of one without an id meanwhile', async () => {
    const store = await open();
    const nameless = (seq: number, identity: string) =>
      sampleStored(1, seq, {
        identity,
        platformId: undefined,
        position: `00000000000000000000#~00000000000${seq}`,
      });
    const head = sampleHead({ lastSeq: 1 });
    await store.write(first({ head, events: [nameless(1, 'a')] }));

    const outcome = await store.write(first({ head, events: [nameless(1, 'b')] }));

    expect(outcome).toEqual({ outcome: 'refused', head, existing: [], bound: [] });
  });

  test('leads every name of a user to the conversation it was bound to first', async () => {
    const store = await open();
    await store.write(first({ users: [user, alias] }));
    const otherId = 'haptik:343:~~h-9';

    const found = await store.find({ ...names, conversationId: otherId, users: [alias] });
    const outcome = await store.write({
      previousSeq: 0,
      head: sampleHead({ conversationId: otherId, lastSeq: 1 }),
      events: [sampleStored(99, 1)],
      users: [alias],
    });

    expect(found).toEqual({ head: undefined, boundTo: names.conversationId });
    expect(outcome).toEqual({
      outcome: 'refused',
      head: undefined,
      existing: [],
      bound: [{ user: alias, conversationId: names.conversationId }],
    });
  });

  test('binds a name again to the conversation that has it', async () => {
    const store = await open();
    await store.write(first());

    const again = {
      previousSeq: 2,
      head: sampleHead({ lastSeq: 3 }),
      events: [sampleStored(30, 3)],
      users: [user],
    };

    expect(await store.write(again)).toEqual({ outcome: 'written' });
  });

  test('lists the conversations of a user and of a channel, newest first', async () => {
    const store = await open();
    for (const business of [1, 2, 3]) {
      const head = sampleHead({
        conversationId: `haptik:${business}:u-1`,
        businessId: String(business),
        lastSeq: 1,
        updatedAt: someTime + business * 3_600_000,
      });
      await store.write({ previousSeq: 0, head, events: [sampleStored(1, 1)], users: [user] });
    }

    const page = await store.recent('haptik', { limit: 2 });
    const rest = await store.recent('haptik', { limit: 2, before: page.next });

    expect(page.items.map(({ businessId }) => businessId)).toEqual(['3', '2']);
    expect(rest.items.map(({ businessId }) => businessId)).toEqual(['1']);
    expect(rest.next).toBeUndefined();
    expect((await store.recent('other', { limit: 2 })).items).toEqual([]);
    expect((await store.ofUser('haptik', user)).map(({ businessId }) => businessId)).toEqual(['3', '2', '1']);
    expect(await store.ofUser('haptik', alias)).toEqual([]);
  });
});

describe('the table', () => {
  test('keeps events for the retention, the summary a month and the names two months longer', async () => {
    const { store, tableName } = await openTable();
    await store.write(first());

    const expiryOf = async (pk: string, sk: string) => {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } } }),
      );
      return (Number(Item?.expireAt?.N) * 1000 - someTime) / day;
    };

    expect(await expiryOf('CONV#haptik:343:u-1', 'MSG#00000000000000000010')).toBeCloseTo(90);
    expect(await expiryOf('CONV#haptik:343:u-1', 'HEAD')).toBeCloseTo(120);
    expect(await expiryOf('USER#haptik#u-1', 'CONV#343')).toBeCloseTo(150);
  });

  test('does not show what has expired, and lets it be written again', async () => {
    let now = someTime;
    const { store } = await openTable(() => now);
    await store.write(first());

    now = someTime + 91 * day;

    expect(await store.events(names.conversationId, { order: 'asc', limit: 9 })).toEqual({ items: [] });
    expect(await store.eventsAfter(names.conversationId, { after: 0, limit: 9 })).toEqual([]);
    expect(await store.unstored(names.conversationId, [sampleEvent(20)])).toEqual([sampleEvent(20)]);
    expect(await store.head(names.conversationId)).toBeDefined();
    const again = sampleStored(20, 3, { storedAt: now });
    const head = sampleHead({ lastSeq: 3, updatedAt: now });
    expect(await store.write({ previousSeq: 2, head, events: [again], users: [] })).toEqual({
      outcome: 'written',
    });

    now += 121 * day;

    expect(await store.head(names.conversationId)).toBeUndefined();
    expect(await store.ofUser('haptik', user)).toEqual([]);
    expect(await store.recent('haptik', { limit: 9 })).toEqual({ items: [] });
  });

  test('passes over events that have expired and are not deleted yet, however many they are', async () => {
    let now = someTime;
    const { store } = await openTable(() => now);
    for (let start = 0; start < 480; start += 40) {
      const events = Array.from({ length: 40 }, (_, index) =>
        sampleStored(start + index + 1, start + index + 1),
      );
      const head = sampleHead({ lastSeq: start + 40 });
      await store.write({ previousSeq: start, head, events, users: [] });
    }
    now = someTime + 91 * day;
    const alive = sampleStored(999, 481, { storedAt: now });
    const head = sampleHead({ lastSeq: 481, updatedAt: now });
    await store.write({ previousSeq: 480, head, events: [alive], users: [] });

    const seqsAfter = async (after: number, limit: number) =>
      (await store.eventsAfter(names.conversationId, { after, limit })).map(({ seq }) => seq);

    expect(await seqsAfter(0, 1)).toEqual([481]);
    expect(await seqsAfter(0, 100)).toEqual([481]);
    expect((await store.events(names.conversationId, { order: 'asc', limit: 1 })).items).toHaveLength(1);
  });

  test('reads an event of a kind that a later version added as one it does not know', async () => {
    const { store, tableName } = await openTable();
    const event = sampleStored(1, 1);
    await store.write({ previousSeq: 0, head: sampleHead({ lastSeq: 1 }), events: [event], users: [] });
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: { pk: { S: `CONV#${names.conversationId}` }, sk: { S: `MSG#${event.position}` } },
        UpdateExpression: 'SET kind = :later',
        ExpressionAttributeValues: { ':later': { S: 'delivered' } },
      }),
    );

    const { items } = await store.events(names.conversationId, { order: 'asc', limit: 10 });

    expect(items).toMatchObject([{ kind: 'unknown', text: event.text }]);
  });

  test('reads more conversations at once than one request to the table can', async () => {
    const { store } = await openTable();
    for (let index = 0; index < 120; index += 1) {
      const conversationId = `haptik:343:user-${index}`;
      const head = sampleHead({ conversationId, authId: `user-${index}`, lastSeq: 1 });
      await store.write({ previousSeq: 0, head, events: [sampleStored(1, 1)], users: [`user-${index}`] });
    }

    const { items, next } = await store.recent('haptik', { limit: 119 });

    expect(new Set(items.map(({ conversationId }) => conversationId)).size).toBe(119);
    expect((await store.recent('haptik', { limit: 119, before: next })).items).toHaveLength(1);
  });

  test('does not let a name that has expired stand against anybody', async () => {
    let now = someTime;
    const { store } = await openTable(() => now);
    await store.write(first());
    now = someTime + 151 * day;
    const conversationId = 'haptik:343:other';

    const found = await store.find({ ...names, conversationId, users: [user] });
    const head = sampleHead({ conversationId, lastSeq: 1, updatedAt: now });
    const outcome = await store.write({ previousSeq: 0, head, events: [sampleStored(1, 1)], users: [user] });

    expect(found).toEqual({ head: undefined, boundTo: undefined });
    expect(outcome).toEqual({ outcome: 'written' });
  });

  /** A message with so many bytes of payload that no compression makes much smaller, and the longest text there is. */
  const largeEvent = (bytes: number, id = 20, seq = 1) => {
    const text = randomText(64 * 1024);
    const hsl = { type: 'TEXT', data: { x: '' } };
    const fill = bytes - Buffer.byteLength(JSON.stringify({ message: { id, body: hsl } }));
    hsl.data.x = 'é'.repeat(fill % 2) + randomText(fill).slice(0, fill - 2 * (fill % 2));
    return sampleStored(id, seq, { text, hsl, payload: JSON.stringify({ message: { id, body: hsl } }) });
  };

  test.each([
    ['200 KiB in its item', 200 * 1024, 0],
    ['one byte more in the bucket', 200 * 1024 + 1, 1],
    ['a megabyte in the bucket', 1024 * 1024, 1],
  ])('keeps a payload of %s', async (_, bytes, objects) => {
    const { store, bucket } = await openTable();
    const event = largeEvent(bytes);
    expect(Buffer.byteLength(event.payload)).toBe(bytes);

    expect(await store.write(first({ events: [event] }))).toEqual({ outcome: 'written' });

    expect(await allOf(store)).toEqual([await readOut(asRead(event))]);
    expect(bucket.keys()).toEqual(
      Array.from({ length: objects }, () => expect.stringMatching(/^content\/[0-9a-f]{64}\/[0-9a-f]{64}$/)),
    );
  });

  test('never changes a large payload that is stored, whatever comes under the same identity', async () => {
    const { store } = await openTable();
    const [event, other] = [largeEvent(300_000), largeEvent(300_001)];
    await store.write(first({ events: [event] }));

    const outcome = await store.write(first({ events: [other] }));

    expect(outcome).toMatchObject({ outcome: 'refused', existing: [{ digest: event.digest }] });
    expect(await allOf(store)).toEqual([await readOut(asRead(event))]);
  });

  test('reads what was stored in whatever bounds', async () => {
    const { store } = await openTable();
    const deep = JSON.parse(`${'['.repeat(250)}${']'.repeat(250)}`);
    const many = Array.from({ length: 25_000 }, () => 1);
    const event = sampleStored(20, 1, { hsl: { type: 'TEXT', data: { deep, many } } });

    await store.write(first({ events: [event] }));

    expect(await allOf(store)).toEqual([await readOut(asRead(event))]);
  });

  test('tells that a large payload is gone', async () => {
    const { store, bucket } = await openTable();
    await store.write(first({ events: [largeEvent(300_000), sampleStored(30, 2)] }));

    for (const key of bucket.keys()) await bucket.remove(key);

    const { items } = await store.events(names.conversationId, { order: 'asc', limit: 9 });
    const contents = await Promise.all(items.map(({ content }) => content()));
    expect(contents).toEqual([undefined, expect.objectContaining({ payload: expect.any(String) })]);
  });

  test('stores nothing where the bucket does not take a large payload', async () => {
    const { store, bucket } = await openTable();
    bucket.put = async () => {
      throw new StoreUnavailableError('down');
    };

    await expect(store.write(first({ events: [largeEvent(300_000)] }))).rejects.toThrow(
      StoreUnavailableError,
    );

    expect(await store.head(names.conversationId)).toBeUndefined();
  });

  test('holds a typical event with its payload in less than 1 KB', async () => {
    const { store, tableName } = await openTable();
    const hsl = { text: 'Where would you like us to deliver?', type: 'TEXT', data: { quick_replies: [] } };
    const payload = JSON.stringify({
      version: '1.0',
      timestamp: '2026-11-21T09:00:00.000Z',
      user: { auth_id: 'u-1', device_platform: '13', device_platform_name: 'Webhook', user_id: '88126391' },
      business_id: 343,
      event_name: 'message',
      agent: {
        id: 4415,
        name: 'gogo',
        profile_image: 'https://assets.example.com/a.jpg',
        is_automated: true,
      },
      message: { id: 1411200492, body: hsl },
    });
    await store.write(first({ events: [sampleStored(1411200492, 1, { hsl, payload, text: hsl.text })] }));

    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': { S: 'CONV#haptik:343:u-1' }, ':sk': { S: 'MSG#' } },
      }),
    );

    const bytes = Object.entries(Items[0] ?? {}).reduce(
      (sum, [name, value]) =>
        sum +
        name.length +
        (value.B?.length ?? Buffer.byteLength(value.S ?? value.N ?? JSON.stringify(value.M))),
      0,
    );
    expect(Items).toHaveLength(1);
    expect(bytes).toBeLessThan(1024);
  });

  test('says that an event above its size limit can never be stored', async () => {
    const { store } = await openTable();

    const write = store.write(first({ events: [sampleStored(20, 1, { text: 'x'.repeat(410_000) })] }));

    await expect(write).rejects.toThrow(UnstorableError);
  });

  test('says that it is unavailable when it does not answer', async () => {
    const nowhere = new DynamoDBClient({ ...dynamodb, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
    const bucket = createMemoryBucket();
    const table = { client: nowhere, tableName: 't', bucket, clock: () => someTime, expiry: expiryAfter(90) };
    const store = createConversationWriter(table);

    await expect(store.write(first())).rejects.toThrow(StoreUnavailableError);
    await expect(store.find({ ...names, users: [] })).rejects.toThrow(StoreUnavailableError);
  });
});
