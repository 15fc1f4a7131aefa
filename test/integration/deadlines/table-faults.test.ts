import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { createPersist } from '#functions/persist/persist.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { jitteredPause } from '#functions/shared/append/pause.ts';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { type Fault, startFaultProxy } from '#test/support/fault-proxy.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { createObserved } from '#test/support/observed.ts';
import { sampleEvent, sampleNews } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();
const proxy = await startFaultProxy(String(dynamodb.endpoint));
afterAll(() => proxy[Symbol.asyncDispose]());

const recordOf = (id: number): string =>
  encodeEnvelope({
    v: 1,
    deliveryId: String(id),
    channel: 'haptik',
    source: 'haptik',
    receivedAt: 0,
    group: 'g',
    body: '{}',
  });

/** `persist` with short time-outs, on a table that can be let fail. */
const startPersist = async () => {
  const tableName = await createTable('relay');
  const client = new DynamoDBClient({
    ...dynamodb,
    ...clientSettings({ connectMs: 200, requestMs: 500, attempts: 2 }),
    endpoint: proxy.endpoint,
  });
  const table = { client, tableName, bucket: createMemoryBucket(), clock: Date.now };
  const store = createConversationWriter({ ...table, expiry: expiryAfter(30) });
  const reader = createConversationReader({ ...table, client: new DynamoDBClient(dynamodb) });
  const observed = createObserved();
  const aside: string[] = [];
  const persist = createPersist({
    ...observed,
    open: async (envelope) => ({
      holds: 'events',
      deliveryId: 'd',
      arrival: {
        channel: 'haptik',
        source: 'haptik',
        receivedAt: Date.now(),
        payload: '{}',
        news: sampleNews([sampleEvent(Number(envelope.deliveryId))]),
      },
    }),
    append: createAppend({ store, clock: Date.now, pause: jitteredPause }),
    noteTyping: async () => {},
    noteProbe: async () => {},
    quarantine: { keep: async () => {} },
    setAside: async ({ id }) => {
      aside.push(id);
    },
  });
  return {
    persist: (...ids: number[]) =>
      persist(
        ids.map((id) => ({ id: `r-${id}`, body: recordOf(id), receiveCount: 700 })),
        Date.now() + 4000,
      ),
    stored: async () =>
      (await reader.eventsAfter('haptik:343:u-1', { after: 0, limit: 99 })).map(({ seq, platformId }) => [
        seq,
        platformId,
      ]),
    aside,
    ...observed,
  };
};

describe('a table', () => {
  test.each<[string, Fault]>([
    ['refuses connections', 'refuses'],
    ['never answers', 'hangs'],
    ['answers 500', { status: 500 }],
    ['is slower than a call may take', { delayMs: 2000 }],
  ])('that %s keeps the records on their queue, and recovers', async (_, fault) => {
    const { persist, stored, aside, lines } = await startPersist();
    await persist(1);

    proxy.set(fault);
    const failed = await persist(2, 3);
    proxy.set('none');

    expect(failed).toEqual(['r-2', 'r-3']);
    expect(aside).toEqual([]);
    expect(lines).toMatchObject([{ message: 'A conversation cannot be stored now.' }]);
    expect(await persist(2, 3)).toEqual([]);
    expect(await stored()).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ]);
  });

  test('that stores and loses the answer stores once', async () => {
    const { persist, stored, counted } = await startPersist();
    await persist(1);

    proxy.set('loses answers', ({ headers }) =>
      String(headers['x-amz-target']).endsWith('TransactWriteItems'),
    );
    const failed = await persist(2);
    proxy.set('none');
    const again = await persist(2, 3);

    expect(failed).toEqual(['r-2']);
    expect(again).toEqual([]);
    expect(await stored()).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ]);
    expect(counted()).toMatchObject({ 'haptik Duplicate': 1 });
  });
});
