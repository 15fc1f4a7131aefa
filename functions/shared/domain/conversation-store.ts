import type { ConversationHead, Typing } from './conversation.ts';
import type { UserName } from './conversation-id.ts';
import type { IncomingEvent, ReadEvent, StoredEvent } from './event.ts';

/** A larger payload is kept beside the table, and the event leads there: bytes. */
export const largestInlinePayload = 200 * 1024;

/** Where to look: the id that the first name makes, and every name of the user. */
export type ConversationNames = {
  conversationId: string;
  channel: string;
  businessId: string;
  users: readonly UserName[];
};

/** What is stored under these names: the summary, or the other conversation that one of the names leads to. */
export type FoundConversation = {
  head: ConversationHead | undefined;
  boundTo: string | undefined;
};

/** Events, the summary after them and the user's names, to be stored together or not at all. */
export type ConversationWrite = {
  /** The seq that the summary must still hold; 0: nothing is stored yet. */
  previousSeq: number;
  head: ConversationHead;
  events: readonly StoredEvent[];
  /** Names that shall lead to this conversation. */
  users: readonly UserName[];
};

export type WriteOutcome =
  | { outcome: 'written' }
  /** Another writer was in the way for a moment; the same write may succeed later. */
  | { outcome: 'contended' }
  /** Something is stored that the write did not know of. */
  | {
      outcome: 'refused';
      /** The summary as it is, where it had moved. */
      head: ConversationHead | undefined;
      /** Events that are stored already, by the seq the write gave them, with the digest of what is stored where known. */
      existing: readonly { seq: number; digest: string | undefined }[];
      /** Names that lead to another conversation. */
      bound: readonly { user: UserName; conversationId: string }[];
    };

/** A message that we sent, as the platform and the outbox name it. */
export type SentMessage = { platformId: string; text: string; outboxId: string };

/** The write side of the store. Every call may throw StoreUnavailableError. */
export type ConversationWriter = {
  /** One consistent read. */
  find: (names: ConversationNames) => Promise<FoundConversation>;
  /**
   * One transaction.
   * @throws UnstorableError when the table can never take it (an item above its size limit).
   */
  write: (write: ConversationWrite) => Promise<WriteOutcome>;
  /**
   * Notes of a stored message of the user that it is the one which a command sent: it came back before the platform's
   * answer did. `other`: under this platform id stands a bot's or an agent's message, another command's, or nothing.
   */
  markSent: (conversationId: string, sent: SentMessage) => Promise<'marked' | 'other'>;
  /** Notes who is writing, unless something newer is noted or there is no such conversation. */
  noteTyping: (conversationId: string, typing: Typing) => Promise<void>;
};

export type Page<T> = { items: readonly T[]; next: string | undefined };

/** The read side of the store. Expired items are not there, whether deleted yet or not. */
export type ConversationReader = {
  head: (conversationId: string) => Promise<ConversationHead | undefined>;
  /** A channel's conversations, most recently active first (exact to the hour); `before` is a page's `next`. */
  recent: (
    channel: string,
    page: { limit: number; before?: string | undefined },
  ) => Promise<Page<ConversationHead>>;
  ofUser: (channel: string, user: UserName) => Promise<readonly ConversationHead[]>;
  /** Events by position; `after` is a page's `next`. */
  events: (
    conversationId: string,
    page: { order: 'asc' | 'desc'; limit: number; after?: string | undefined },
  ) => Promise<Page<ReadEvent>>;
  /** Events with a seq above `after`, by seq, read consistently. */
  eventsAfter: (
    conversationId: string,
    page: { after: number; limit: number },
  ) => Promise<readonly ReadEvent[]>;
  /** Those of these events that a conversation does not hold, read consistently. */
  unstored: (conversationId: string, events: readonly IncomingEvent[]) => Promise<readonly IncomingEvent[]>;
};
