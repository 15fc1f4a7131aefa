import { type ConversationHead, emptyHead } from '#functions/shared/domain/conversation.ts';
import { formatConversationId, type UserName } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { type EndUser, userNames } from '#functions/shared/domain/event.ts';
import type { Arrival } from './arrival.ts';

/** Whose conversation is looked for: one user's in one business of a channel, under every name that is known. */
export type Subject = {
  channel: string;
  source: string;
  businessId: string;
  user: EndUser;
  names: readonly UserName[];
};

/** The subject of arrivals that are one user's. */
export const subjectOf = (arrivals: readonly Arrival[]): Subject => {
  const [first] = arrivals;
  if (first === undefined) throw new BrokenRecordError('There is no arrival to locate.');
  const { channel, source, news } = first;
  const names = [...new Set(arrivals.flatMap((arrival) => userNames(arrival.news.user)))];
  return { channel, source, businessId: news.businessId, user: news.user, names };
};

/** Another auth_id is another user, though the platform gave both the same user_id. */
export const mayBeOf = ({ authId }: ConversationHead, user: EndUser): boolean =>
  authId === undefined || user.authId === undefined || authId === user.authId;

/**
 * Finds a conversation: the one that the user's id names, else the one that a name of the user leads to (the user
 * was known by another id when it began), else a new one.
 */
export const locate = async (
  { store, now }: { store: Pick<ConversationWriter, 'find'>; now: number },
  { channel, source, businessId, user, names: users }: Subject,
): Promise<ConversationHead> => {
  const [main] = users;
  if (main === undefined) throw new BrokenRecordError('An event names no user.');
  const conversationId = formatConversationId(channel, businessId, main);
  const fresh = emptyHead({ conversationId, channel, source, businessId, now });

  const { head, boundTo } = await store.find({ conversationId, channel, businessId, users });
  if (head !== undefined || boundTo === undefined) return head ?? fresh;
  const bound = await store.find({ conversationId: boundTo, channel, businessId, users: [] });
  // A name outlives the summary that it leads to, and the id stays.
  const known = bound.head ?? { ...fresh, conversationId: boundTo };
  return mayBeOf(known, user) ? known : fresh;
};
