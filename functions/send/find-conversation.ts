import { locate } from '#functions/shared/append/locate.ts';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { userNames } from '#functions/shared/domain/event.ts';
import type { Spoken } from './record-sent.ts';

/**
 * Finds the conversation that a command belongs to as the events of its user are found: when it was accepted, nobody
 * may have known that the user has one under another name.
 * @throws StoreUnavailableError
 */
export const createFindConversation =
  ({ store, clock }: { store: Pick<ConversationWriter, 'find'>; clock: () => number }) =>
  async ({ channel, businessId, user }: Spoken): Promise<ConversationHead> =>
    // What is found tells its own source; one that is not there yet is not stored.
    locate({ store, now: clock() }, { channel, source: channel, businessId, user, names: userNames(user) });
