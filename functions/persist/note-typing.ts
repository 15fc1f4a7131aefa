import { locate, mayBeOf } from '#functions/shared/append/locate.ts';
import type { ConversationReader, ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { type TypingNews, userNames } from '#functions/shared/domain/event.ts';

/** A typing event on its way from the queue. `receivedAt` is in epoch milliseconds. */
export type TypingArrival = { channel: string; source: string; receivedAt: number; typing: TypingNews };

type Dependencies = {
  store: Pick<ConversationWriter, 'find' | 'noteTyping'>;
  reader: Pick<ConversationReader, 'ofUser'>;
  clock: () => number;
};

/** The user's latest conversation, under whichever of the names leads to one. */
const latestOf = async (
  { reader }: Dependencies,
  { channel, typing }: TypingArrival,
): Promise<string | undefined> => {
  for (const name of userNames(typing.user)) {
    const heads = await reader.ofUser(channel, name);
    const latest = heads.find((head) => mayBeOf(head, typing.user));
    if (latest !== undefined) return latest.conversationId;
  }
  return undefined;
};

/**
 * Notes in a conversation's summary that somebody began or stopped writing: no event, no seq. Of a conversation
 * that holds nothing yet there is nothing to note.
 * @throws StoreUnavailableError
 */
export const createNoteTyping =
  (deps: Dependencies) =>
  async (arrival: TypingArrival): Promise<void> => {
    const { channel, source, receivedAt, typing } = arrival;
    const { businessId, user, state } = typing;
    const subject = { channel, source, user, names: userNames(user) };
    const conversationId =
      businessId === undefined
        ? await latestOf(deps, arrival)
        : (await locate({ store: deps.store, now: deps.clock() }, { ...subject, businessId })).conversationId;
    if (conversationId !== undefined) await deps.store.noteTyping(conversationId, { state, at: receivedAt });
  };
