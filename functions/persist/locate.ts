import { type ConversationHead, emptyHead } from '#functions/shared/domain/conversation.ts';
import { formatConversationId } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { type EndUser, userNames } from '#functions/shared/domain/event.ts';
import type { Arrival } from './arrival.ts';

/** Another auth_id is another user, though the platform gave both the same user_id. */
const mayBeOf = ({ authId }: ConversationHead, user: EndUser): boolean =>
  authId === undefined || user.authId === undefined || authId === user.authId;

/**
 * Finds the conversation of these arrivals, which are one user's: the one that their id names, else the one that a
 * name of the user leads to (the user was known by another id when it began), else a new one.
 */
export const locate = async (
  { store, now }: { store: ConversationWriter; now: number },
  arrivals: readonly Arrival[],
): Promise<ConversationHead> => {
  const [first] = arrivals;
  const users = [...new Set(arrivals.flatMap(({ news }) => userNames(news.user)))];
  const [main] = users;
  if (first === undefined || main === undefined) throw new BrokenRecordError('An event names no user.');
  const { channel, source, news } = first;
  const { businessId } = news;
  const conversationId = formatConversationId(channel, businessId, main);
  const fresh = emptyHead({ conversationId, channel, source, businessId, now });

  const { head, boundTo } = await store.find({ conversationId, channel, businessId, users });
  if (head !== undefined || boundTo === undefined) return head ?? fresh;
  const bound = await store.find({ conversationId: boundTo, channel, businessId, users: [] });
  // A name outlives the summary that it leads to, and the id stays.
  const known = bound.head ?? { ...fresh, conversationId: boundTo };
  return mayBeOf(known, news.user) ? known : fresh;
};
