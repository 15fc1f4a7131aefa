import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { jitteredPause } from '#functions/shared/append/pause.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import type { EndUser } from '#functions/shared/domain/event.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { sampleEvent, sampleNews } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();

/** A `persist` of its own: its own connections to the table, nothing shared with another. */
const startWorker = (tableName: string, decorate = (store: ConversationWriter) => store) => {
  const client = new DynamoDBClient(dynamodb);
  const table = { client, tableName, bucket: createMemoryBucket(), clock: Date.now };
  const store = decorate(createConversationWriter({ ...table, expiry: expiryAfter(30) }));
  const append = createAppend({ store, clock: Date.now, pause: jitteredPause });
  return {
    reader: createConversationReader(table),
    deliver: (id: number, user: EndUser) =>
      append(
        [
          {
            channel: 'haptik',
            source: 'haptik',
            receivedAt: Date.now(),
            payload: '{}',
            news: sampleNews([sampleEvent(id)], { user }),
          },
        ],
        Date.now() + 30_000,
      ),
  };
};

/** Lets nobody write before everybody has looked, so that each believes to be the first. */
const meetBeforeWriting = (count: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return (store: ConversationWriter): ConversationWriter => ({
    ...store,
    write: async (write) => {
      waiting += 1;
      if (waiting >= count) resolve();
      await promise;
      return store.write(write);
    },
  });
};

describe('two workers that store the first events of one user at the same moment', () => {
  test.each<[string, EndUser, EndUser]>([
    ['the same id', { authId: 'u-1' }, { authId: 'u-1' }],
    ["the platform's id, then with ours", { userId: 'h-9' }, { authId: 'u-1', userId: 'h-9' }],
    ["ours, then with the platform's", { authId: 'u-1' }, { authId: 'u-1', userId: 'h-9' }],
  ])('under %s end in one conversation', async (_, first, second) => {
    const tableName = await createTable('relay');
    const meet = meetBeforeWriting(2);
    const [one, other] = [startWorker(tableName, meet), startWorker(tableName, meet)];

    const appended = await Promise.all([one.deliver(1, first), other.deliver(2, second)]);

    expect(appended.map(({ stored }) => stored.length)).toEqual([1, 1]);
    const { items } = await one.reader.recent('haptik', { limit: 9 });
    expect(items).toHaveLength(1);
    const events = await one.reader.eventsAfter(items[0]?.conversationId ?? '', { after: 0, limit: 9 });
    expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(new Set(events.map(({ platformId }) => platformId))).toEqual(new Set(['1', '2']));
  });

  test('make one conversation of two hundred events that both of them got, under changing ids', async () => {
    const tableName = await createTable('relay');
    const workers = [startWorker(tableName), startWorker(tableName)];
    const users: EndUser[] = [
      { authId: 'u-1', userId: 'h-9' },
      { userId: 'h-9' },
      { authId: 'u-1', userId: 'h-9', name: 'n' },
    ];
    await workers[0]?.deliver(1000, { authId: 'u-1', userId: 'h-9' });

    await Promise.all(
      workers.map(async ({ deliver }, worker) => {
        for (let index = 0; index < 100; index += 1) {
          const id = worker === 0 ? index : 99 - index;
          await deliver(id, users[id % users.length] ?? {});
        }
      }),
    );

    const reader = workers[0]?.reader;
    const { items = [] } = (await reader?.recent('haptik', { limit: 9 })) ?? {};
    expect(items.map(({ conversationId, lastSeq }) => [conversationId, lastSeq])).toEqual([
      ['haptik:343:u-1', 101],
    ]);
    const events = (await reader?.eventsAfter('haptik:343:u-1', { after: 0, limit: 1000 })) ?? [];
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 101 }, (_, index) => index + 1));
    expect(new Set(events.map(({ platformId }) => platformId)).size).toBe(101);
  });
});
