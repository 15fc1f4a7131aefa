import { describe, expect, test } from 'vitest';
import { createNoteTyping } from '#functions/persist/note-typing.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import type { EndUser, TypingState } from '#functions/shared/domain/event.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { sampleEvent, sampleNews, someTime } from '#test/support/samples.ts';

const setUp = async (conversations: { businessId: string; user: EndUser }[]) => {
  const store = createMemoryConversationStore();
  for (const [index, subject] of conversations.entries()) {
    const append = createAppend({ store, clock: () => someTime + index, pause: async () => {} });
    const news = sampleNews([sampleEvent(index)], subject);
    await append(
      [{ channel: 'haptik', source: 'haptik', receivedAt: someTime, payload: '{}', news }],
      someTime,
    );
  }
  const note = createNoteTyping({ store, reader: store, clock: () => someTime });
  const noteTyping = (
    typing: { businessId?: string; user: EndUser; state?: TypingState },
    receivedAt = someTime,
  ) => note({ channel: 'haptik', source: 'haptik', receivedAt, typing: { state: 'start', ...typing } });
  return { store, noteTyping, typingIn: async (id: string) => (await store.head(id))?.typing };
};

describe('typing', () => {
  test('is noted in the summary and takes no seq', async () => {
    const user = { authId: 'u-1' };
    const { noteTyping, store } = await setUp([{ businessId: '343', user }]);

    await noteTyping({ businessId: '343', user });

    expect(await store.head('haptik:343:u-1')).toMatchObject({
      lastSeq: 1,
      typing: { state: 'start', at: someTime },
    });
  });

  test('is what was received last, in whatever order it comes', async () => {
    const user = { authId: 'u-1' };
    const { noteTyping, typingIn } = await setUp([{ businessId: '343', user }]);

    await noteTyping({ businessId: '343', user, state: 'stop' }, someTime + 2);
    await noteTyping({ businessId: '343', user, state: 'start' }, someTime + 1);

    expect(await typingIn('haptik:343:u-1')).toEqual({ state: 'stop', at: someTime + 2 });
  });

  test('finds a user under another name', async () => {
    const { noteTyping, typingIn } = await setUp([{ businessId: '343', user: { userId: 'h', authId: 'u' } }]);

    await noteTyping({ businessId: '343', user: { userId: 'h' } });

    expect(await typingIn('haptik:343:u')).toMatchObject({ state: 'start' });
  });

  test.each([
    ['the name of ours', { authId: 'u' }],
    ["the platform's name", { userId: 'h' }],
  ])('without a business goes to the latest conversation under %s', async (_, user) => {
    const known = { authId: 'u', userId: 'h' };
    const { noteTyping, typingIn } = await setUp([
      { businessId: '1', user: known },
      { businessId: '2', user: known },
    ]);

    await noteTyping({ user });

    expect(await typingIn('haptik:2:u')).toMatchObject({ state: 'start' });
    expect(await typingIn('haptik:1:u')).toBeUndefined();
  });

  test('is not noted in the chat of another customer whom the platform gave the same user_id', async () => {
    const { noteTyping, typingIn } = await setUp([{ businessId: '1', user: { authId: 'bob', userId: 'h' } }]);

    await noteTyping({ user: { authId: 'alice', userId: 'h' } });

    expect(await typingIn('haptik:1:bob')).toBeUndefined();
  });

  test.each([
    ['in a business', { businessId: '343', user: { authId: 'nobody' } }],
    ['without a business', { user: { authId: 'nobody' } }],
  ])('to somebody unknown %s makes no conversation', async (_, typing) => {
    const { noteTyping, store } = await setUp([]);

    await noteTyping(typing);

    expect(await store.recent('haptik', { limit: 9 })).toEqual({ items: [], next: undefined });
  });
});
