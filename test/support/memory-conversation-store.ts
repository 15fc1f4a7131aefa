import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { UserName } from '#functions/shared/domain/conversation-id.ts';
import type {
  ConversationReader,
  ConversationWrite,
  ConversationWriter,
  WriteOutcome,
} from '#functions/shared/domain/conversation-store.ts';
import type { IncomingEvent, StoredEvent } from '#functions/shared/domain/event.ts';
import { padPlatformId } from '#functions/shared/domain/platform-id.ts';
import { positionHoldsIdentity, positionOf } from '#functions/shared/domain/position.ts';
import { asRead } from './samples.ts';

type Conversation = {
  head: ConversationHead;
  events: Map<string, StoredEvent>;
  /** Digests by identity. */
  markers: Map<string, string>;
};

/** A store in memory with the rules of the table; its contract test runs against both. */
export const createMemoryConversationStore = (): ConversationWriter & ConversationReader => {
  const conversations = new Map<string, Conversation>();
  const bindings = new Map<string, string>();
  const bindingKey = (channel: string, businessId: string, user: UserName): string =>
    JSON.stringify([channel, user, businessId]);

  const isStored = (conversation: Conversation | undefined, event: IncomingEvent): boolean => {
    const place = { seq: 0, receivedAt: 0, lastPlatformId: undefined };
    return positionHoldsIdentity(event)
      ? conversation?.events.has(positionOf(event, place)) === true
      : conversation?.markers.has(event.identity) === true;
  };

  const digestOf = (conversation: Conversation | undefined, { position, identity }: StoredEvent) => {
    const stored = conversation?.events.get(position);
    return conversation?.markers.get(identity) ?? (stored?.direction === 'in' ? stored.digest : undefined);
  };

  const refusal = ({ previousSeq, head, events, users }: ConversationWrite): WriteOutcome => {
    const known = conversations.get(head.conversationId);
    const bound = users.flatMap((user) => {
      const conversationId = bindings.get(bindingKey(head.channel, head.businessId, user));
      return conversationId === undefined || conversationId === head.conversationId
        ? []
        : [{ user, conversationId }];
    });
    return {
      outcome: 'refused',
      head: (known?.head.lastSeq ?? 0) === previousSeq ? undefined : known?.head,
      existing: events
        .filter((event) => isStored(known, event))
        .map((event) => ({ seq: event.seq, digest: digestOf(known, event) })),
      bound,
    };
  };

  const apply = ({ head, events, users }: ConversationWrite): void => {
    const known = conversations.get(head.conversationId);
    const markers = events
      .filter((event) => !positionHoldsIdentity(event))
      .map(({ identity, digest }) => [identity, digest] as const);
    conversations.set(head.conversationId, {
      head: { ...head, typing: known?.head.typing },
      events: new Map([...(known?.events ?? []), ...events.map((event) => [event.position, event] as const)]),
      markers: new Map([...(known?.markers ?? []), ...markers]),
    });
    for (const user of users) {
      bindings.set(bindingKey(head.channel, head.businessId, user), head.conversationId);
    }
  };

  const sorted = (conversationId: string): StoredEvent[] =>
    [...(conversations.get(conversationId)?.events.values() ?? [])].toSorted((a, b) =>
      a.position < b.position ? -1 : 1,
    );

  const headsOf = (ids: readonly string[]): ConversationHead[] =>
    ids.flatMap((id) => conversations.get(id)?.head ?? []).toSorted((a, b) => b.updatedAt - a.updatedAt);

  return {
    find: async ({ conversationId, channel, businessId, users }) => ({
      head: conversations.get(conversationId)?.head,
      boundTo: users
        .map((user) => bindings.get(bindingKey(channel, businessId, user)))
        .find((id) => id !== undefined && id !== conversationId),
    }),
    write: async (write) => {
      const refused = refusal(write);
      const isFree =
        refused.outcome === 'refused' &&
        refused.head === undefined &&
        refused.existing.length === 0 &&
        refused.bound.length === 0;
      if (!isFree) return refused;
      apply(write);
      return { outcome: 'written' };
    },
    markSent: async (conversationId, { platformId, text, outboxId }) => {
      const events = conversations.get(conversationId)?.events;
      const event = events?.get(padPlatformId(platformId));
      if (event === undefined) return 'other';
      const { type, id, name } = event.author;
      const isTheUsers = type === 'user' || (type === 'bot' && id === undefined && name === undefined);
      const isFree = event.outboxId === undefined && isTheUsers;
      if (!isFree && event.outboxId !== outboxId) return 'other';
      events?.set(event.position, { ...event, text, direction: 'out', outboxId, author: { type: 'user' } });
      return 'marked';
    },
    noteTyping: async (conversationId, typing) => {
      const known = conversations.get(conversationId);
      if (known === undefined || (known.head.typing?.at ?? 0) > typing.at) return;
      conversations.set(conversationId, { ...known, head: { ...known.head, typing } });
    },
    head: async (conversationId) => conversations.get(conversationId)?.head,
    recent: async (channel, { limit, before }) => {
      const all = headsOf([...conversations.keys()]).filter((head) => head.channel === channel);
      // The place of a conversation in this order, like the table's: newest first, and one order for equals.
      const place = (head: ConversationHead) => `${head.updatedAt}#${head.conversationId}`;
      const left = all
        .toSorted((a, b) => (place(a) < place(b) ? 1 : -1))
        .filter((head) => before === undefined || place(head) < before);
      const items = left.slice(0, limit);
      const last = items.at(-1);
      return { items, next: last !== undefined && left.length > limit ? place(last) : undefined };
    },
    ofUser: async (channel, user) => {
      const ids = [...bindings].filter(([key]) => {
        const [boundChannel, boundUser]: string[] = JSON.parse(key);
        return boundChannel === channel && boundUser === user;
      });
      return headsOf([...new Set(ids.map(([, id]) => id))]);
    },
    events: async (conversationId, { order, limit, after }) => {
      const ordered = order === 'asc' ? sorted(conversationId) : sorted(conversationId).toReversed();
      const isBehind = ({ position }: StoredEvent) =>
        after === undefined || (order === 'asc' ? position > after : position < after);
      const left = ordered.filter(isBehind);
      const items = left.slice(0, limit).map(asRead);
      return { items, next: left.length > limit ? items.at(-1)?.position : undefined };
    },
    eventsAfter: async (conversationId, { after, limit }) =>
      sorted(conversationId)
        .filter(({ seq }) => seq > after)
        .toSorted((a, b) => a.seq - b.seq)
        .slice(0, limit)
        .map(asRead),
    unstored: async (conversationId, events) =>
      events.filter((event) => !isStored(conversations.get(conversationId), event)),
  };
};
