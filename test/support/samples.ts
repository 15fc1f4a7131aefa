import { contentDigest } from '#functions/shared/domain/content-digest.ts';
import { type ConversationHead, emptyHead } from '#functions/shared/domain/conversation.ts';
import type {
  ConversationNews,
  IncomingEvent,
  ReadEvent,
  StoredEvent,
} from '#functions/shared/domain/event.ts';
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
  orderedBy: 'platform',
  platformId: String(id),
  platformAt: someTime + id * 1000,
  ...changes,
});

/** The same event in its place. */
export const sampleStored = (id: number, seq: number, changes: Partial<StoredEvent> = {}): StoredEvent => {
  const event = { ...sampleEvent(id), ...changes };
  return {
    seq,
    position: padPlatformId(String(id)),
    direction: 'in',
    digest: contentDigest(event),
    receivedAt: someTime,
    storedAt: someTime + 5,
    payload: `{"message":{"id":${id}}}`,
    ...event,
  };
};

/** A stored event as a reader hands it out, with its content at hand. */
export const asRead = ({
  identity,
  orderedBy,
  behindId,
  digest,
  payload,
  hsl,
  details,
  ...event
}: StoredEvent): ReadEvent => ({
  ...event,
  content: async () => ({ payload, ...(hsl && { hsl }), ...(details && { details }) }),
});

/** What a reader handed out, content included, to be compared. */
export const readOut = async ({ content, ...event }: ReadEvent) => ({ ...event, ...(await content()) });

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
