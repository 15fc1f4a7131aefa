import { describe, expect, test } from 'vitest';
import { createRecordSent, type Sent } from '#functions/send/record-sent.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { sampleMessage } from '#test/support/outbox-samples.ts';
import { sampleEvent, sampleNews, someTime } from '#test/support/samples.ts';

const conversation = 'haptik:343:u-1';
const until = someTime + 60_000;

const setUp = () => {
  const store = createMemoryConversationStore();
  const append = createAppend({ store, clock: () => someTime + 5, pause: async () => {} });
  const recordSent = createRecordSent({ append, store });
  return {
    store,
    /** Something that the platform delivers. */
    deliver: async (id: number, changes = {}) => {
      const news = sampleNews([sampleEvent(id, changes)]);
      const arrival = { channel: 'haptik', source: 'haptik', receivedAt: someTime, payload: '{}', news };
      return append([arrival], until);
    },
    record: async (number: number, sent: Partial<Sent> = {}) =>
      recordSent(sampleMessage(number), { source: 'haptik', sentAt: someTime + 1, ...sent }, until),
    /** Text, direction and seq of everything, by position. */
    transcript: async () => {
      const { items } = await store.events(conversation, { order: 'asc', limit: 100 });
      return items.map(({ text, direction, seq }) => `${direction} ${seq} ${text}`);
    },
  };
};

describe('what was sent', () => {
  test('takes its place by the platform’s id, as the user’s own words', async () => {
    const { store, deliver, record, transcript } = setUp();
    await deliver(10);
    await deliver(30);

    await record(1, { platformId: '20', platformAt: someTime + 20_000 });

    expect(await transcript()).toEqual(['in 1 text 10', 'out 3 sent 1', 'in 2 text 30']);
    const [, sent] = (await store.events(conversation, { order: 'asc', limit: 9 })).items;
    expect(sent).toMatchObject({
      kind: 'message',
      author: { type: 'user' },
      platformId: '20',
      outboxId: sampleMessage(1).outboxId,
    });
    expect(await sent?.content()).toEqual({ payload: '{"message_body":"sent 1","message_type":0}' });
  });

  test('begins a conversation that was not there', async () => {
    const { store, record } = setUp();

    await record(1, { platformId: '20' });

    expect(await store.head(conversation)).toMatchObject({ lastSeq: 1, lastPlatformId: '20', authId: 'u-1' });
  });

  test('makes its echo a repeat that is no mismatch, however it is told', async () => {
    const { deliver, record, transcript } = setUp();
    await record(1, { platformId: '20' });

    expect(await deliver(20, { author: { type: 'bot' } })).toMatchObject({ duplicates: 1, mismatches: 0 });
    expect(await transcript()).toEqual(['out 1 sent 1']);
  });

  test('is the echo that came first, whose seq stays', async () => {
    const { deliver, record, store, transcript } = setUp();
    await deliver(20, { author: { type: 'bot' }, text: 'sent 1' });
    await deliver(21);

    await record(1, { platformId: '20' });
    await record(1, { platformId: '20' });

    expect(await transcript()).toEqual(['out 1 sent 1', 'in 2 text 21']);
    const [echo] = (await store.events(conversation, { order: 'asc', limit: 1 })).items;
    expect(echo).toMatchObject({ author: { type: 'user' }, outboxId: sampleMessage(1).outboxId });
  });

  test('is the echo that came first in other words, or in none', async () => {
    const { deliver, record, transcript } = setUp();
    await deliver(20, { author: { type: 'bot' }, text: '' });

    await record(1, { platformId: '20' });

    expect(await transcript()).toEqual(['out 1 sent 1']);
  });

  test.each([
    ['the bot', { text: 'sent 1' }],
    ['another command', { author: { type: 'user' }, text: 'sent 1' }],
  ])('stands without an id where its id is that of %s', async (_, changes) => {
    const { store, deliver, record, transcript } = setUp();
    await deliver(20, changes);
    await store.markSent(conversation, { platformId: '20', text: 'sent 1', outboxId: 'another' });

    await record(1, { platformId: '20' });

    expect((await transcript()).at(-1)).toBe('out 2 sent 1');
    expect(await transcript()).toHaveLength(2);
  });

  test('without an id is stored once, behind what it is known to follow', async () => {
    const { deliver, record, transcript } = setUp();
    await deliver(10);
    await deliver(30);

    await record(1, { behindId: '10' });
    await record(1, { behindId: '10' });
    await record(2);

    expect(await transcript()).toEqual(['in 1 text 10', 'out 3 sent 1', 'in 2 text 30', 'out 4 sent 2']);
  });
});
