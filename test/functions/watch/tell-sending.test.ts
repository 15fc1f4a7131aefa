import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { createTellSending } from '#functions/watch/tell-sending.ts';
import { createMemoryBreakers, createMemoryOutbox } from '#test/support/memory-outbox.ts';
import { createObserved } from '#test/support/observed.ts';
import { sampleEntry, sampleMessage } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';

const minute = 60_000;

const of = (number: number, changes: Partial<OutboxEntry>) =>
  sampleEntry(number, sampleMessage(number).command, changes);

const tellOf = async (
  entries: readonly OutboxEntry[],
  breakers = createMemoryBreakers(),
  outbox = createMemoryOutbox(),
) => {
  for (const entry of entries) await outbox.add(entry);
  const { metrics, counted } = createObserved();
  const clock = () => someTime + 20 * minute - 1;
  await createTellSending({ outbox, breakers, channels: ['haptik'], metrics, clock })();
  return counted();
};

describe('what is told of sending', () => {
  test('is that nothing waits where nothing does', async () => {
    expect(await tellOf([])).toEqual({ 'haptik SendAgeMinutes': 0 });
  });

  test.each(['queued', 'waiting', 'sending'] as const)(
    'is the age of the oldest command, also of one that is %s and was changed since',
    async (status) => {
      const changed = { status, queuedAt: someTime, updatedAt: someTime + 19 * minute };
      const younger = { status: 'queued', queuedAt: someTime + 10 * minute } as const;

      expect(await tellOf([of(1, younger), of(2, changed)])).toEqual({ 'haptik SendAgeMinutes': 19 });
    },
  );

  test('is the age of one that cannot be read, since its last change', async () => {
    const entry = of(1, { status: 'queued', updatedAt: someTime + 5 * minute });
    const outbox = createMemoryOutbox({ unreadable: [entry.outboxId] });

    expect(await tellOf([entry], undefined, outbox)).toEqual({ 'haptik SendAgeMinutes': 14 });
  });

  test.each(['sent', 'failed', 'unconfirmed', 'awaiting_upload'] as const)(
    'is not the age of a command that is %s',
    async (status) => {
      expect(await tellOf([of(1, { status, queuedAt: someTime })])).toEqual({ 'haptik SendAgeMinutes': 0 });
    },
  );

  test('is, in every run, that the platform is not called', async () => {
    const breakers = createMemoryBreakers();
    await breakers.open('haptik', someTime);

    expect(await tellOf([], breakers)).toEqual({ 'haptik SendAgeMinutes': 0, 'haptik BreakerOpen': 1 });
  });
});
