import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { createProbeNotes } from '#functions/shared/adapters/dynamo/probe-notes.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { ProbeNotes } from '#functions/shared/domain/probe.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryProbeNotes } from '#test/support/memory-probe-notes.ts';
import { someTime } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();

const stores: [string, () => Promise<ProbeNotes>][] = [
  ['in memory', async () => createMemoryProbeNotes()],
  [
    'in the table',
    async () =>
      createProbeNotes({ client: new DynamoDBClient(dynamodb), tableName: await createTable('relay') }),
  ],
];

const seen = (at: number) => ({ probeId: ulid(at), seenAt: at + 7 });

describe.each(stores)('notes of probes %s', (_, open) => {
  test('hold nothing at first', async () => {
    expect(await (await open()).latest('haptik')).toBeUndefined();
  });

  test('hold the latest probe of each channel', async () => {
    const notes = await open();
    const [first, second, other] = [seen(someTime), seen(someTime + 1), seen(someTime + 2)];

    await notes.note('haptik', first);
    await notes.note('haptik', second);
    await notes.note('other', other);

    expect(await notes.latest('haptik')).toEqual(second);
    expect(await notes.latest('other')).toEqual(other);
  });

  test('do not change for a probe that was posted before', async () => {
    const notes = await open();
    const [late, latest] = [seen(someTime), seen(someTime + 60_000)];

    await notes.note('haptik', latest);
    await notes.note('haptik', { ...late, seenAt: someTime + 90_000 });
    await notes.note('haptik', { ...latest, seenAt: someTime + 95_000 });

    expect(await notes.latest('haptik')).toEqual(latest);
  });
});

test('a table that does not answer is unavailable', async () => {
  const client = new DynamoDBClient({ ...dynamodb, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
  const notes = createProbeNotes({ client, tableName: 't' });

  await expect(notes.note('haptik', seen(someTime))).rejects.toThrow(StoreUnavailableError);
  await expect(notes.latest('haptik')).rejects.toThrow(StoreUnavailableError);
});
