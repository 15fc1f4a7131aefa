import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { StoreUnavailableError, UnstorableError } from '#functions/shared/domain/errors.ts';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import {
  formatOutboxId,
  type OutboxEntry,
  type OutboxStatus,
  outboxStatuses,
  placeInList,
} from '#functions/shared/domain/outbox/entry.ts';
import type { OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { startFaultProxy } from '#test/support/fault-proxy.ts';
import { createMemoryOutbox } from '#test/support/memory-outbox.ts';
import { someTime } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();
const client = new DynamoDBClient(dynamodb);
const day = 86_400_000;
const lane = { channel: 'haptik', laneUser: 'u-1' };

/** Does something before each request to the table, by the name of its command. */
const clientWith = (before: (command: string | undefined) => Promise<void>): DynamoDBClient => {
  const watched = new DynamoDBClient(dynamodb);
  watched.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        await before(commandName);
        return next(args);
      },
    { step: 'initialize' },
  );
  return watched;
};

const openTable = async (changes: { clock?: () => number; client?: DynamoDBClient } = {}) => {
  const tableName = await createTable('relay');
  const table = { client, clock: () => someTime, ...changes, tableName, expiry: expiryAfter(90) };
  return { tableName, store: createOutboxStore(table), plain: createOutboxStore({ ...table, client }) };
};

const stores: [string, () => Promise<OutboxStore>][] = [
  ['in memory', async () => createMemoryOutbox()],
  ['in the table', async () => (await openTable()).store],
];

const ulid = (number: number): string => `01KAK7T0M0${String(number).padStart(16, '0')}`;

/** A message of the user `u-1` that stands in its lane. */
const message = (number: number, changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...lane,
  outboxId: formatOutboxId('haptik', 'u-1', ulid(number)),
  conversationId: 'haptik:343:u-1',
  businessId: '343',
  user: { authId: 'u-1' },
  command: { kind: 'message', text: `text ${number}`, messageType: 0 },
  status: 'queued',
  revision: 0,
  place: ulid(number),
  attempts: 0,
  createdAt: someTime,
  updatedAt: someTime,
  queuedAt: someTime,
  ...changes,
});

const idOf = (number: number): string => message(number).outboxId;
const ended = { status: 'failed', place: undefined } as const;

/** Every page of a list; something may happen between two of them. */
const pagesOf = async (
  store: OutboxStore,
  of: { status: Exclude<OutboxStatus, 'sent'>; order: 'asc' | 'desc'; limit: number },
  between = async (): Promise<void> => {},
): Promise<string[][]> => {
  const { status, ...page } = of;
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const { items, next } = await store.list({ channel: 'haptik', status }, { ...page, after });
    pages.push(items.map(({ outboxId }) => outboxId));
    await between();
    after = next;
  } while (after !== undefined);
  return pages;
};

const commands: Command[] = [
  { kind: 'message', text: 'नमस्ते 🧾 \u0000\uFFFF \uD800', messageType: 0 },
  {
    kind: 'file',
    fileName: 'a.pdf',
    contentType: 'application/pdf',
    size: 12,
    messageType: 52,
    text: '',
    key: 'uploads/x',
    etag: '"1"',
  },
  {
    kind: 'user',
    profile: { name: 'n', customData: { large: 2 ** 60, tiny: 1e-200, none: null, yes: true, text: 't' } },
  },
  { kind: 'feedback', resolved: false, rating: 1, comment: 'c' },
  { kind: 'handoff', team: 't', countdownSeconds: 5, userName: 'H-1' },
];

describe.each(stores)('the outbox %s', (_, open) => {
  test('finds nothing where nothing is stored', async () => {
    const store = await open();

    expect(await store.get(idOf(1))).toBeUndefined();
    expect(await store.next(lane)).toBeUndefined();
    expect(await store.lastPlace(lane)).toBeUndefined();
    expect(await store.profile('haptik', 'u-1')).toBeUndefined();
    expect(await store.save(message(1))).toBeUndefined();
    for (const status of [
      'queued',
      'sending',
      'waiting',
      'failed',
      'unconfirmed',
      'awaiting_upload',
    ] as const) {
      const list = await store.list({ channel: 'haptik', status }, { order: 'asc', limit: 9 });
      expect(list).toEqual({ items: [], unreadable: [] });
    }
  });

  test.each(commands.map((command) => [command.kind, command] as const))(
    'gives a %s back as it was added',
    async (_kind, command) => {
      const store = await open();
      const entry: OutboxEntry = { ...message(1), command, user: { authId: 'u-1', userId: 'h-9' } };

      expect(await store.add(entry)).toBe('added');

      expect(await store.get(entry.outboxId)).toEqual(entry);
      expect(await store.next(lane)).toEqual(entry);
      expect(
        (await store.list({ channel: 'haptik', status: 'queued' }, { order: 'asc', limit: 1 })).items,
      ).toEqual([entry]);
    },
  );

  test.each(outboxStatuses)('keeps everything that is noted of a command that is %s', async (status) => {
    const store = await open();
    const entry = message(1, {
      status,
      conversationId: undefined,
      attempts: 3,
      attemptAt: someTime + 1,
      nextTryAt: someTime + 0.5,
      reason: 'HTTP_500',
      evidenceUntil: someTime + 2,
      doubtful: true,
      platformId: '77',
      confirmedBy: 'echo',
      error: { status: 500, message: 'half \uD800 of it' },
      retriedAs: idOf(2),
    });

    await store.add(entry);

    expect(await store.get(entry.outboxId)).toEqual(entry);
  });

  test.each([undefined, { name: 'other' }])('takes one entry of an id (profile: %j)', async (profile) => {
    const store = await open();
    await store.add(message(1));

    const outcome = await store.add(message(1, { reason: 'other' }), profile);

    expect(outcome).toBe('exists');
    expect(await store.get(idOf(1))).toEqual(message(1));
    expect(await store.profile('haptik', 'u-1')).toBeUndefined();
  });

  test.each(['', 'haptik:u-1', 'haptik:u-1:x', `haptik:${'u'.repeat(3000)}:${ulid(1)}`])(
    'knows no entry of an id like %j',
    async (outboxId) => {
      const store = await open();

      expect(await store.get(outboxId)).toBeUndefined();
    },
  );

  test('hands out a lane by place, whatever the order it was filled in', async () => {
    const store = await open();
    for (const number of [3, 1, 2]) await store.add(message(number));
    await store.add(message(0, { place: undefined, status: 'awaiting_upload' }));
    await store.add(message(0, { laneUser: 'u-2', outboxId: formatOutboxId('haptik', 'u-2', ulid(0)) }));

    const turns: (string | undefined)[] = [];
    for (let entry = await store.next(lane); entry !== undefined; entry = await store.next(lane)) {
      turns.push(entry.outboxId, await store.lastPlace(lane));
      await store.save({ ...entry, ...ended });
    }

    const last = ulid(3);
    expect(turns).toEqual([idOf(1), last, idOf(2), last, idOf(3), last]);
    expect(await store.lastPlace(lane)).toBeUndefined();
  });

  test('gives a place to an entry that had none', async () => {
    const store = await open();
    await store.add(message(1, { place: undefined, status: 'awaiting_upload' }));
    await store.add(message(2));

    await store.save(message(1, { place: ulid(3) }));

    expect((await store.next(lane))?.outboxId).toBe(idOf(2));
    expect(await store.lastPlace(lane)).toBe(ulid(3));
  });

  test('counts the changes of an entry', async () => {
    const store = await open();
    await store.add(message(1));

    const sending = await store.save(message(1, { status: 'sending', attempts: 1 }));
    const late = await store.save(message(1, { status: 'failed' }));

    expect(sending).toEqual(message(1, { status: 'sending', attempts: 1, revision: 1 }));
    expect(late).toBeUndefined();
    expect(await store.get(idOf(1))).toEqual(sending);
  });

  test('forgets what a change leaves out', async () => {
    const store = await open();
    await store.add(message(1, { status: 'waiting', nextTryAt: someTime, reason: 'r' }));

    await store.save(message(1));

    expect(await store.get(idOf(1))).toEqual(message(1, { revision: 1 }));
  });

  test('lets one of several win that change the same revision at once, in the same way too', async () => {
    const store = await open();
    await store.add(message(1));

    const saved = await Promise.all(
      Array.from({ length: 8 }, () => store.save(message(1, { status: 'sending' }))),
    );

    expect(saved.filter((entry) => entry !== undefined)).toEqual([
      message(1, { status: 'sending', revision: 1 }),
    ]);
  });

  test('adds a retry and notes it in what failed', async () => {
    const store = await open();
    const failed = message(1, { ...ended, revision: 4 });
    const fresh = message(2, { createdAt: someTime + 7 });
    await store.add(failed);

    expect(await store.addRetry(failed, fresh)).toBe('added');

    expect(await store.next(lane)).toEqual(fresh);
    expect(await store.get(idOf(1))).toEqual({
      ...failed,
      revision: 5,
      updatedAt: someTime + 7,
      retriedAs: idOf(2),
    });
  });

  test.each<[string, Partial<OutboxEntry>]>([
    ['changed meanwhile', { revision: 1 }],
    ['was retried', { retriedAs: idOf(9) }],
  ])('adds no retry of an entry that %s', async (_what, changes) => {
    const store = await open();
    await store.add(message(1, { ...ended, ...changes }));

    const outcome = await store.addRetry(message(1, ended), message(2));

    expect(outcome).toBe('moved');
    expect(await store.get(idOf(2))).toBeUndefined();
    expect(await store.get(idOf(1))).toEqual(message(1, { ...ended, ...changes }));
  });

  test('takes one of several retries at once', async () => {
    const store = await open();
    const failed = message(1, ended);
    await store.add(failed);

    const numbers = [2, 3, 4, 5];
    const outcomes = await Promise.all(numbers.map((number) => store.addRetry(failed, message(number))));

    const added = numbers.filter((_number, index) => outcomes[index] === 'added').map(idOf);
    const inTable = await Promise.all(numbers.map((number) => store.get(idOf(number))));
    expect(outcomes.toSorted()).toEqual(['added', 'moved', 'moved', 'moved']);
    expect(inTable.flatMap((entry) => entry?.outboxId ?? [])).toEqual(added);
    expect((await store.get(idOf(1)))?.retriedAs).toBe(added[0]);
  });

  test('adds to what is known of a user', async () => {
    const store = await open();

    await store.add(message(1), {
      name: 'Asha',
      email: 'a@b',
      customData: { plan: 'gold', size: 2 ** 60 },
    });
    await store.add(message(2), {});
    await store.add(message(3), {
      name: 'Asha \uD800',
      email: undefined,
      mobileNo: '',
      languageCode: 'en',
    });
    await store.add(message(4), { customData: { seen: null } });

    expect(await store.profile('haptik', 'u-1')).toEqual({
      name: 'Asha \uD800',
      email: 'a@b',
      mobileNo: '',
      languageCode: 'en',
      customData: { seen: null },
    });
    expect(await store.profile('haptik', 'u-2')).toBeUndefined();
    expect(await store.profile('other', 'u-1')).toBeUndefined();
  });

  test('lists a status by the last change, in both directions, page by page', async () => {
    const store = await open();
    const changedAt = [50, 10, 40, 20, 30];
    for (const [number, milliseconds] of changedAt.entries()) {
      await store.add(message(number, { updatedAt: someTime + milliseconds }));
    }
    await store.add(message(8, { status: 'waiting' }));
    await store.add(message(9, { channel: 'other', outboxId: formatOutboxId('other', 'u-1', ulid(9)) }));

    const asc = await pagesOf(store, { status: 'queued', order: 'asc', limit: 2 });
    const desc = await pagesOf(store, { status: 'queued', order: 'desc', limit: 5 });

    expect(asc).toEqual([[idOf(1), idOf(3)], [idOf(4), idOf(2)], [idOf(0)]]);
    expect(desc).toEqual([[idOf(0), idOf(2), idOf(4), idOf(3), idOf(1)]]);
  });

  test('parts entries that changed in the same moment', async () => {
    const store = await open();
    for (const number of [1, 2, 3]) await store.add(message(number));

    expect(await pagesOf(store, { status: 'queued', order: 'asc', limit: 1 })).toEqual([
      [idOf(1)],
      [idOf(2)],
      [idOf(3)],
    ]);
  });

  test.each([
    ['asc', [3]],
    ['desc', [1]],
  ] as const)('lists %s from behind the place of any entry', async (order, numbers) => {
    const store = await open();
    for (const number of [1, 3]) await store.add(message(number, { updatedAt: someTime + number }));

    const after = placeInList(message(2, { status: 'waiting', updatedAt: someTime + 2 }));
    const { items } = await store.list({ channel: 'haptik', status: 'queued' }, { order, limit: 9, after });

    expect(items.map(({ outboxId }) => outboxId)).toEqual(numbers.map(idOf));
  });

  test('lists an entry under its status until it is sent', async () => {
    const store = await open();
    const listed = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const status of outboxStatuses) {
        if (status === 'sent') continue;
        const { items } = await store.list({ channel: 'haptik', status }, { order: 'asc', limit: 9 });
        found.push(...items.map((entry) => entry.status));
      }
      return found;
    };

    const seen: string[][] = [];
    let entry: OutboxEntry | undefined = message(1, { status: outboxStatuses[0] });
    await store.add(entry);
    for (const status of outboxStatuses) {
      entry = entry && (await store.save({ ...entry, status }));
      seen.push(await listed());
    }

    expect(seen).toEqual(outboxStatuses.map((status) => (status === 'sent' ? [] : [status])));
  });

  test.each(['asc', 'desc'] as const)(
    'lists %s, whatever changes meanwhile, all that stays',
    async (order) => {
      const store = await open();
      for (let number = 0; number < 150; number += 1) {
        await store.add(message(number, { updatedAt: someTime + (number % 50) }));
      }
      const staying = Array.from({ length: 75 }, (_number, index) => idOf(2 * index));
      let moved = 1;

      const pages = await pagesOf(store, { status: 'queued', order, limit: 10 }, async () => {
        for (let count = 0; count < 5 && moved < 150; count += 1, moved += 2) {
          await store.save(message(moved, { status: 'sending', updatedAt: someTime + 1000 }));
        }
      });

      const listed = pages.flat();
      expect(new Set(listed).size).toBe(listed.length);
      expect(new Set(listed)).toEqual(new Set([...listed, ...staying]));
    },
  );

  test('keeps a lane of 150 entries in order', async () => {
    const store = await open();
    const numbers = Array.from({ length: 150 }, (_number, index) => (index * 67) % 150);
    for (const number of numbers) await store.add(message(number));

    const turns: string[] = [];
    for (let entry = await store.next(lane); entry !== undefined; entry = await store.next(lane)) {
      turns.push(entry.outboxId);
      await store.save({ ...entry, status: 'sent', place: undefined });
    }

    expect(turns).toEqual(numbers.toSorted((a, b) => a - b).map(idOf));
  });
});

describe('the table', () => {
  const attributesOf = async (TableName: string, pk: string, sk: string) => {
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const { Item = {} } = await client.send(new GetItemCommand({ TableName, Key }));
    return Item;
  };

  test('keeps commands and profiles for the retention, from their last change on', async () => {
    let now = someTime;
    const { store, tableName } = await openTable({ clock: () => now });
    await store.add(message(1), { name: 'n' });
    now = someTime + 3 * day;
    await store.save(message(1, { updatedAt: now }));

    const daysOf = async (pk: string, sk: string) =>
      (Number((await attributesOf(tableName, pk, sk)).expireAt?.N) * 1000 - someTime) / day;

    expect(await daysOf('OUT#haptik:u-1', ulid(1))).toBeCloseTo(93);
    expect(await daysOf('USER#haptik#u-1', 'PROFILE')).toBeCloseTo(90);
  });

  test('does not show what has expired, and lets it be added again', async () => {
    let now = someTime;
    const { store } = await openTable({ clock: () => now });
    await store.add(message(1), { name: 'n' });
    await store.add(message(2));

    now = someTime + 91 * day;

    expect(await store.get(idOf(1))).toBeUndefined();
    expect(await store.next(lane)).toBeUndefined();
    expect(await store.profile('haptik', 'u-1')).toBeUndefined();
    expect(await pagesOf(store, { status: 'queued', order: 'asc', limit: 1 })).toEqual([[], []]);

    const again = message(1, { updatedAt: now });
    expect(await store.add(again)).toBe('added');
    expect(await store.next(lane)).toEqual(again);
  });

  test('has an entry in its indexes only while it belongs there', async () => {
    const { store, tableName } = await openTable();
    await store.add(message(1));
    const inIndexes = async (): Promise<(number | undefined)[]> => {
      const inLane = new QueryCommand({
        TableName: tableName,
        IndexName: 'inLane',
        KeyConditionExpression: 'pk = :lane',
        ExpressionAttributeValues: { ':lane': { S: 'OUT#haptik:u-1' } },
      });
      const counts: (number | undefined)[] = [(await client.send(inLane)).Count];
      for (const status of outboxStatuses) {
        const unfinished = new QueryCommand({
          TableName: tableName,
          IndexName: 'unfinished',
          KeyConditionExpression: 'unfinishedShard = :shard',
          ExpressionAttributeValues: { ':shard': { S: `haptik#${status}` } },
        });
        counts.push((await client.send(unfinished)).Count);
      }
      return counts;
    };
    const queued = await inIndexes();

    await store.save(message(1, { status: 'sent', place: undefined }));

    expect(queued).toEqual([1, 0, 1, 0, 0, 0, 0, 0]);
    expect(await inIndexes()).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('leaves out of a list what is in another status than its index says', async () => {
    let meanwhile = async (): Promise<void> => {};
    const racing = clientWith(async (command) => {
      if (command === 'BatchGetItemCommand') await meanwhile();
    });
    const { store, plain } = await openTable({ client: racing });
    for (const number of [1, 2, 3]) await plain.add(message(number));
    meanwhile = async () => void (await plain.save(message(2, { status: 'sent', place: undefined })));

    expect(await pagesOf(store, { status: 'queued', order: 'desc', limit: 2 })).toEqual([
      [idOf(3)],
      [idOf(1)],
    ]);
  });

  test('lists what it can read beside an entry of another version, which it names', async () => {
    const { store, tableName } = await openTable();
    for (const number of [1, 2, 3]) await store.add(message(number));
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: { pk: { S: 'OUT#haptik:u-1' }, sk: { S: ulid(2) } },
        UpdateExpression: 'SET command = :later',
        ExpressionAttributeValues: { ':later': { S: '{"kind":"sticker"}' } },
      }),
    );

    const { items, unreadable, next } = await store.list(
      { channel: 'haptik', status: 'queued' },
      { order: 'asc', limit: 2 },
    );

    expect(items.map(({ outboxId }) => outboxId)).toEqual([idOf(1)]);
    expect(unreadable).toEqual([{ outboxId: idOf(2), updatedAt: someTime }]);
    expect(next).toBe(placeInList({ outboxId: idOf(2), updatedAt: someTime }));
    await expect(store.get(idOf(2))).rejects.toThrow();
  });

  test('uses a transaction only where a profile comes along', async () => {
    const used: (string | undefined)[] = [];
    const counting = clientWith(async (command) => void used.push(command));
    const { store } = await openTable({ client: counting });

    await store.add(message(1));
    await store.add(message(2), { name: undefined });
    await store.add(message(3), { name: 'n' });

    expect(used).toEqual(['PutItemCommand', 'PutItemCommand', 'TransactWriteItemsCommand']);
  });

  /** Cancels so many transactions for this reason. */
  const cancelling = (count: number, Code: string): DynamoDBClient => {
    let left = count;
    return clientWith(async (command) => {
      if (command !== 'TransactWriteItemsCommand' || left === 0) return;
      left -= 1;
      const CancellationReasons = [{ Code: 'None' }, { Code }];
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
    });
  };

  test('tries a transaction again that meets another one', async () => {
    const { store } = await openTable({ client: cancelling(2, 'TransactionConflict') });

    expect(await store.add(message(1), { name: 'n' })).toBe('added');
  });

  test.each<[string, string, new () => Error]>([
    [
      'is unavailable where transactions meet others again and again',
      'TransactionConflict',
      StoreUnavailableError,
    ],
    ['says that it can never hold an item that is too large', 'ValidationError', UnstorableError],
    ['says that a full lane can hold no more', 'ItemCollectionSizeLimitExceeded', UnstorableError],
  ])('%s', async (_, code, expected) => {
    const { store } = await openTable({ client: cancelling(3, code) });

    await expect(store.add(message(1), { name: 'n' })).rejects.toThrow(expected);

    expect(await store.get(idOf(1))).toBeUndefined();
  });

  test('knows its own change again when the answer to it got lost', async () => {
    await using proxy = await startFaultProxy(String(dynamodb.endpoint));
    const unlucky = new DynamoDBClient({ ...dynamodb, endpoint: proxy.endpoint, maxAttempts: 2 });
    const { store, plain } = await openTable({ client: unlucky });
    await plain.add(message(1));
    let requests = 0;
    proxy.set('loses answers', () => {
      requests += 1;
      return requests === 1;
    });

    const saved = await store.save(message(1, { status: 'sending' }));

    expect(requests).toBe(2);
    expect(saved).toEqual(message(1, { status: 'sending', revision: 1 }));
    expect(await plain.get(idOf(1))).toEqual(saved);
  });

  test.each([undefined, { name: 'n' }])(
    'says that it can never hold what is too large (profile: %j)',
    async (profile) => {
      const { store } = await openTable();
      const command: Command = { kind: 'message', text: 'x'.repeat(410_000), messageType: 0 };

      await expect(store.add({ ...message(1), command }, profile)).rejects.toThrow(UnstorableError);
    },
  );

  test('says that it is unavailable when it does not answer', async () => {
    const nowhere = new DynamoDBClient({ ...dynamodb, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
    const table = { client: nowhere, tableName: 't', clock: () => someTime, expiry: expiryAfter(90) };
    const store = createOutboxStore(table);
    const entry = message(1);

    const calls = [
      () => store.add(entry),
      () => store.add(entry, { name: 'n' }),
      () => store.addRetry(entry, message(2)),
      () => store.save(entry),
      () => store.get(entry.outboxId),
      () => store.next(lane),
      () => store.lastPlace(lane),
      () => store.list({ channel: 'haptik', status: 'queued' }, { order: 'asc', limit: 1 }),
      () => store.profile('haptik', 'u-1'),
    ];

    for (const call of calls) await expect(call()).rejects.toThrow(StoreUnavailableError);
  });
});
