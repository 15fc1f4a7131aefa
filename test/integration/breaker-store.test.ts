import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createBreakerStore } from '#functions/shared/adapters/dynamo/breaker-store.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { BreakerStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryBreakers } from '#test/support/memory-outbox.ts';
import { someTime } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();

const stores: [string, () => Promise<BreakerStore>][] = [
  ['in memory', async () => createMemoryBreakers()],
  [
    'in the table',
    async () =>
      createBreakerStore({ client: new DynamoDBClient(dynamodb), tableName: await createTable('relay') }),
  ],
];

const times = <Result>(count: number, act: () => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, act));

const won = (outcomes: boolean[]): number => outcomes.filter(Boolean).length;

describe.each(stores)('a breaker %s', (_, open) => {
  test('is closed at first', async () => {
    const store = await open();

    expect(await store.read('haptik')).toEqual({ failures: 0 });
    expect(await store.takeProbe('haptik', await store.read('haptik'), someTime)).toBe(false);
    expect(await store.read('haptik')).toEqual({ failures: 0 });
  });

  test('counts every failure of its channel, many at once too', async () => {
    const store = await open();

    const counts = await times(20, () => store.addFailure('haptik'));

    expect(counts.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_count, index) => index + 1),
    );
    expect(await store.read('haptik')).toEqual({ failures: 20 });
    expect(await store.read('other')).toEqual({ failures: 0 });
  });

  test('is opened by one of several', async () => {
    const store = await open();
    await store.addFailure('haptik');

    const opened = await times(5, () => store.open('haptik', someTime));

    expect(won(opened)).toBe(1);
    expect(await store.open('haptik', someTime + 1)).toBe(false);
    expect(await store.read('haptik')).toEqual({ failures: 1, openedAt: someTime });
  });

  test('lets one of several through, time after time', async () => {
    const store = await open();
    await store.open('haptik', someTime);

    const first = await store.read('haptik');
    const firstTries = await times(5, () => store.takeProbe('haptik', first, someTime + 1));
    const second = await store.read('haptik');
    const secondTries = await times(5, () => store.takeProbe('haptik', second, someTime + 2));

    expect([won(firstTries), won(secondTries)]).toEqual([1, 1]);
    expect(await store.takeProbe('haptik', first, someTime + 3)).toBe(false);
    expect(await store.read('haptik')).toEqual({ failures: 0, openedAt: someTime, probedAt: someTime + 2 });
  });

  test('lets nobody through who saw it open for another reason', async () => {
    const store = await open();
    await store.open('haptik', someTime);
    const seen = await store.read('haptik');
    await store.close('haptik');
    const onceClosed = await store.takeProbe('haptik', seen, someTime + 1);

    await store.open('haptik', someTime + 2);

    expect(onceClosed).toBe(false);
    expect(await store.takeProbe('haptik', seen, someTime + 3)).toBe(false);
    expect(await store.read('haptik')).toEqual({ failures: 0, openedAt: someTime + 2 });
  });

  test('forgets everything when it is closed, and can be opened again', async () => {
    const store = await open();
    await store.addFailure('haptik');
    await store.open('haptik', someTime);
    await store.takeProbe('haptik', await store.read('haptik'), someTime + 1);

    await store.close('haptik');

    expect(await store.read('haptik')).toEqual({ failures: 0 });
    expect(await store.addFailure('haptik')).toBe(1);
    expect(await store.open('haptik', someTime + 2)).toBe(true);
  });
});

describe('the table', () => {
  test('says that it is unavailable when it does not answer', async () => {
    const client = new DynamoDBClient({ ...dynamodb, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
    const store = createBreakerStore({ client, tableName: 't' });

    const calls = [
      () => store.read('haptik'),
      () => store.addFailure('haptik'),
      () => store.open('haptik', someTime),
      () => store.takeProbe('haptik', { failures: 0, openedAt: someTime }, someTime),
      () => store.close('haptik'),
    ];

    for (const call of calls) await expect(call()).rejects.toThrow(StoreUnavailableError);
  });
});
