import { type ConversationHead, emptyHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationNews, IncomingEvent, StoredEvent } from '#functions/shared/domain/event.ts';
import { padPlatformId } from '#functions/shared/domain/platform-id.ts';

/** A moment that tests count from: 2026-11-21T09:00:00Z. */
export const someTime = Date.UTC(2026, 10, 21, 9);

/** A chat message of the bot with this platform id. */
export const sampleEvent = (id: number, changes: Partial<IncomingEvent> = {}): IncomingEvent => ({
  kind: 'message',
  eventName: 'message',
  identity: `message|${id}`,
  author: { type: 'bot', id: '1', name: 'gogo' },
  text: `text ${id}`,
  platformId: String(id),
  platformAt: someTime + id * 1000,
  ...changes,
});

/** The same event in its place. */
export const sampleStored = (id: number, seq: number, changes: Partial<StoredEvent> = {}): StoredEvent => ({
  ...sampleEvent(id),
  seq,
  position: padPlatformId(String(id)),
  direction: 'in',
  receivedAt: someTime,
  storedAt: someTime + 5,
  payload: `{"message":{"id":${id}}}`,
  ...changes,
});

export const sampleNews = (
  events: IncomingEvent[],
  changes: Partial<ConversationNews> = {},
): ConversationNews => ({
  businessId: '343',
  user: { authId: 'u-1' },
  events,
  ...changes,
});

export const sampleHead = (changes: Partial<ConversationHead> = {}): ConversationHead => ({
  ...emptyHead({
    conversationId: 'haptik:343:u-1',
    channel: 'haptik',
    source: 'haptik',
    businessId: '343',
    now: someTime,
  }),
  authId: 'u-1',
  ...changes,
});
