import { expect, test } from 'vitest';
import { createExpireUploads } from '#functions/watch/expire-uploads.ts';
import { createMemoryOutbox } from '#test/support/memory-outbox.ts';
import { createObserved } from '#test/support/observed.ts';
import { sampleEntry, sampleFile } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';

const hour = 60 * 60_000;

const announced = (number: number, createdAt: number) => {
  const { place, queuedAt, ...entry } = sampleEntry(number, sampleFile, { createdAt, updatedAt: createdAt });
  return { ...entry, status: 'awaiting_upload' as const };
};

test('a file that was announced an hour ago and never came has failed', async () => {
  const outbox = createMemoryOutbox();
  const old = announced(1, someTime - hour);
  const young = announced(2, someTime - hour + 1);
  for (const entry of [old, young]) await outbox.add(entry);
  const { metrics, counted } = createObserved();
  const expire = createExpireUploads({ outbox, channels: ['haptik'], metrics, clock: () => someTime });

  await expire(someTime + 1000);

  expect(await outbox.get(old.outboxId)).toMatchObject({ status: 'failed', reason: 'UPLOAD_EXPIRED' });
  expect(await outbox.get(young.outboxId)).toMatchObject({ status: 'awaiting_upload' });
  expect(counted()).toEqual({ 'haptik SendFailed': 1 });
});

test('what is left when the time is over waits for the next run', async () => {
  const outbox = createMemoryOutbox();
  const old = announced(1, someTime - hour);
  await outbox.add(old);
  const { metrics } = createObserved();
  const expire = createExpireUploads({ outbox, channels: ['haptik'], metrics, clock: () => someTime });

  await expire(someTime);

  expect(await outbox.get(old.outboxId)).toMatchObject({ status: 'awaiting_upload' });
});
