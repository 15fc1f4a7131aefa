import { randomBytes } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createIdempotencyStore } from '#functions/shared/adapters/dynamo/idempotency-store.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { IdempotencyStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { startFaultProxy } from '#test/support/fault-proxy.ts';
import { createMemoryIdempotency } from '#test/support/memory-outbox.ts';
import { someTime } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();
const client = new DynamoDBClient(dynamodb);
const hour = 3_600_000;

const openTable = async () => {
  const tableName = await createTable('relay');
  return { tableName, store: createIdempotencyStore({ client, tableName }) };
};

const stores: [string, () => Promise<IdempotencyStore>][] = [
  ['in memory', async () => createMemoryIdempotency()],
  ['in the table', async () => (await openTable()).store],
];

const request = (seed: string, later = 0, digest = 'd') => ({ digest, seed, now: someTime + later });
const done = { status: 202, body: '{"outboxId":"1"}' };

describe.each(stores)('idempotency keys %s', (_, open) => {
  test('belong to who claims them first, for 24 hours', async () => {
    const store = await open();

    expect(await store.claim('k', request('a'))).toEqual({ is: 'ours', seed: 'a' });
    expect(await store.claim('other', request('b'))).toEqual({ is: 'ours', seed: 'b' });
    expect(await store.claim('k', request('c', 29_999))).toEqual({ is: 'under_way' });
    expect(await store.claim('k', request('d', 24 * hour - 1000, 'other'))).toEqual({ is: 'conflict' });
    expect(await store.claim('k', request('e', 24 * hour + 1000, 'other'))).toEqual({
      is: 'ours',
      seed: 'e',
    });
  });

  test('give the same answer again, and only to the same request', async () => {
    const store = await open();
    await store.claim('k', request('a'));

    await store.answer('k', done);

    expect(await store.claim('k', request('b', 1))).toEqual({ is: 'answered', ...done });
    expect(await store.claim('k', request('b', 60_000))).toEqual({ is: 'answered', ...done });
    expect(await store.claim('k', request('b', 1, 'other'))).toEqual({ is: 'conflict' });
    expect(await store.claim('k', request('c', 25 * hour))).toEqual({ is: 'ours', seed: 'c' });
  });

  test('keep their first answer, whatever comes behind it', async () => {
    const store = await open();
    await store.claim('k', request('a'));
    await store.answer('k', done);

    await store.answer('k', { status: 500, body: 'other' });
    await store.release('k', false);
    await store.release('k', true);

    expect(await store.claim('k', request('b', 40_000))).toEqual({ is: 'answered', ...done });
  });

  test.each(['', 'नमस्ते 🧾 \u0000\uFFFF', 'a'.repeat(300_000)])(
    'keep a body byte by byte: %#',
    async (body) => {
      const store = await open();
      await store.claim('k', request('a'));

      await store.answer('k', { status: 200, body });

      expect(await store.claim('k', request('b'))).toEqual({ is: 'answered', status: 200, body });
    },
  );

  test('that nobody finished are taken over after 30 seconds, with their seed', async () => {
    const store = await open();
    await store.claim('k', request('a'));

    const claims = await Promise.all(['b', 'c', 'd'].map((seed) => store.claim('k', request(seed, 30_000))));

    expect(claims.filter(({ is }) => is === 'ours')).toEqual([{ is: 'ours', seed: 'a' }]);
    expect(claims.filter(({ is }) => is === 'under_way')).toHaveLength(2);
    expect(await store.claim('k', request('e', 59_999))).toEqual({ is: 'under_way' });
    expect(await store.claim('k', request('e', 60_000))).toEqual({ is: 'ours', seed: 'a' });
  });

  test('that are given back are taken at once, with their seed', async () => {
    const store = await open();
    await store.claim('k', request('a'));

    await store.release('k', false);

    expect(await store.claim('k', request('b', 1, 'other'))).toEqual({ is: 'conflict' });
    expect(await store.claim('k', request('b', 1))).toEqual({ is: 'ours', seed: 'a' });
    expect(await store.claim('k', request('c', 1))).toEqual({ is: 'under_way' });
  });

  test('that are forgotten are as if nobody had used them', async () => {
    const store = await open();
    await store.claim('k', request('a'));

    await store.release('k', true);
    await store.release('k', false);
    await store.answer('k', done);

    expect(await store.claim('k', request('b', 1, 'other'))).toEqual({ is: 'ours', seed: 'b' });
    expect(await store.claim('k', request('c', 1, 'other'))).toEqual({ is: 'under_way' });
  });

  test('that nobody claimed take no answer', async () => {
    const store = await open();

    await store.answer('k', done);
    await store.release('k', false);

    expect(await store.claim('k', request('a'))).toEqual({ is: 'ours', seed: 'a' });
  });

  test('have one owner of several that claim at once', async () => {
    const store = await open();
    const seeds = ['a', 'b', 'c', 'd', 'e'];

    const claims = await Promise.all(seeds.map((seed) => store.claim('k', request(seed))));

    expect(claims.filter(({ is }) => is === 'ours')).toHaveLength(1);
    expect(claims.filter(({ is }) => is === 'under_way')).toHaveLength(4);
  });
});

describe('the table', () => {
  test('keeps neither the key itself nor anything for longer than 24 hours', async () => {
    const { store, tableName } = await openTable();
    await store.claim('secret key', request('a'));
    await store.claim('other', request('a'));
    await store.release('other', true);
    await store.answer('nobody', done);

    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));

    expect(Items.map(({ expireAt }) => Number(expireAt?.N) * 1000)).toEqual([
      someTime + 24 * hour,
      someTime + 24 * hour,
    ]);
    expect(JSON.stringify(Items)).not.toContain('secret');
  });

  test.each([
    ['keeps an answer that is not', 340, 'answered'],
    ['gives a key back whose answer is', 360, 'ours'],
  ])('%s too large for an item when it is compressed', async (_, kilobytes, outcome) => {
    const { store } = await openTable();
    const body = randomBytes(kilobytes * 1024).toString('base64');
    await store.claim('k', request('a'));

    await store.answer('k', { status: 200, body });

    const claim = await store.claim('k', request('b', 1));
    expect(claim.is).toBe(outcome);
  });

  test('knows its own claim again when the answer to it got lost', async () => {
    await using proxy = await startFaultProxy(String(dynamodb.endpoint));
    const tableName = await createTable('relay');
    const unlucky = new DynamoDBClient({ ...dynamodb, endpoint: proxy.endpoint, maxAttempts: 2 });
    let requests = 0;
    proxy.set('loses answers', () => {
      requests += 1;
      return requests === 1;
    });

    const claim = await createIdempotencyStore({ client: unlucky, tableName }).claim('k', request('a'));

    expect(requests).toBe(2);
    expect(claim).toEqual({ is: 'ours', seed: 'a' });
  });

  test('says that it is unavailable when it does not answer', async () => {
    const nowhere = new DynamoDBClient({ ...dynamodb, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
    const store = createIdempotencyStore({ client: nowhere, tableName: 't' });

    const calls = [
      () => store.claim('k', request('a')),
      () => store.answer('k', done),
      () => store.release('k', false),
    ];

    for (const call of calls) await expect(call()).rejects.toThrow(StoreUnavailableError);
  });
});
