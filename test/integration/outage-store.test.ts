import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createOutageStore } from '#functions/shared/adapters/dynamo/outage-store.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { OutageStore } from '#functions/shared/domain/webhook-outage.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryOutages } from '#test/support/memory-outages.ts';
import { someTime } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();

const stores: [string, () => Promise<OutageStore>][] = [
  ['in memory', async () => createMemoryOutages()],
  [
    'in the table',
    async () =>
      createOutageStore({ client: new DynamoDBClient(dynamodb), tableName: await createTable('relay') }),
  ],
];

const claims = (store: OutageStore, seen: Awaited<ReturnType<OutageStore['read']>>, now: number) =>
  Promise.all(Array.from({ length: 5 }, () => store.claim('haptik', seen, now)));

const won = (outcomes: readonly boolean[]): number => outcomes.filter(Boolean).length;

describe.each(stores)('an outage %s', (_, open) => {
  test('is none at first, and there is no turn to take', async () => {
    const store = await open();

    expect(await store.read('haptik')).toEqual({});
    expect(await store.claim('haptik', {}, someTime)).toBe(false);
    expect(await store.read('haptik')).toEqual({});
  });

  test('begins once, in its channel', async () => {
    const store = await open();

    await store.begin('haptik', someTime);
    await store.begin('haptik', someTime + 60_000);

    expect(await store.read('haptik')).toEqual({ outageAt: someTime });
    expect(await store.read('other')).toEqual({});
  });

  test('lets one of several take the turn, time after time', async () => {
    const store = await open();
    await store.begin('haptik', someTime);

    const first = await store.read('haptik');
    const firstTries = await claims(store, first, someTime + 1);
    const second = await store.read('haptik');
    const secondTries = await claims(store, second, someTime + 2);

    expect([won(firstTries), won(secondTries)]).toEqual([1, 1]);
    expect(await store.claim('haptik', first, someTime + 3)).toBe(false);
    expect(await store.read('haptik')).toEqual({ outageAt: someTime, enabledAt: someTime + 2 });
  });

  test('ends, and the turn that was taken stays known', async () => {
    const store = await open();
    await store.begin('haptik', someTime);
    const seen = await store.read('haptik');
    await store.claim('haptik', seen, someTime + 1);

    await store.end('haptik', seen);

    expect(await store.read('haptik')).toEqual({ enabledAt: someTime + 1 });
    expect(await store.claim('haptik', { ...seen, enabledAt: someTime + 1 }, someTime + 2)).toBe(false);
  });

  test('that began since stays', async () => {
    const store = await open();
    await store.begin('haptik', someTime);
    const seen = await store.read('haptik');
    await store.end('haptik', seen);
    await store.begin('haptik', someTime + 1);

    await store.end('haptik', seen);
    await store.end('haptik', {});

    expect(await store.read('haptik')).toEqual({ outageAt: someTime + 1 });
    expect(await store.claim('haptik', seen, someTime + 2)).toBe(false);
  });
});

test('a table that does not answer is unavailable', async () => {
  const client = new DynamoDBClient({ ...dynamodb, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
  const store = createOutageStore({ client, tableName: 't' });
  const seen = { outageAt: someTime };

  const calls = [
    () => store.read('haptik'),
    () => store.begin('haptik', someTime),
    () => store.claim('haptik', seen, someTime),
    () => store.end('haptik', seen),
  ];

  for (const call of calls) await expect(call()).rejects.toThrow(StoreUnavailableError);
});
