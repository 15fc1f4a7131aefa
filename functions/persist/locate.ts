import { type ConversationHead, emptyHead } from '#functions/shared/domain/conversation.ts';
import { formatConversationId, formatUserKey } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { userKeys } from '#functions/shared/domain/event.ts';
import type { Arrival } from './arrival.ts';

type Scope = { store: ConversationWriter; now: number };

/** The conversation that already has this id, or a new one under it. */
export const openConversation = async (
  { store, now }: Scope,
  arrival: Arrival,
  conversationId: string,
): Promise<ConversationHead> => {
  const { channel, source, news } = arrival;
  const { head } = await store.find({ conversationId, channel, businessId: news.businessId, users: [] });
  return head ?? emptyHead({ conversationId, channel, source, businessId: news.businessId, now });
};

/**
 * Finds the conversation of these arrivals: the one their id names, else the one that a name of the user
 * leads to (the user was known by another id when it began), else a new one.
 */
export const locate = async (
  { store, now }: Scope,
  arrivals: readonly Arrival[],
): Promise<ConversationHead> => {
  const [first] = arrivals;
  const keys = arrivals.flatMap(({ news }) => userKeys(news.user));
  const users = [...new Map(keys.map((key) => [formatUserKey(key), key])).values()];
  const [main] = users;
  if (first === undefined || main === undefined) throw new BrokenRecordError('An event names no user.');
  const { channel, source, news } = first;
  const { businessId } = news;
  const conversationId = formatConversationId(channel, businessId, main);
  const { head, boundTo } = await store.find({ conversationId, channel, businessId, users });
  if (head) return head;
  return boundTo === undefined
    ? emptyHead({ conversationId, channel, source, businessId, now })
    : openConversation({ store, now }, first, boundTo);
};
