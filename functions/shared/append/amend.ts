import { amendClosing } from '#functions/shared/domain/advance.ts';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import type { Amendment } from './arrival.ts';
import { tooLate } from './too-late.ts';

type Dependencies = {
  store: Pick<ConversationWriter, 'write'>;
  clock: () => number;
  pause: (attempt: number) => Promise<void>;
};

const isSame = (a: ConversationHead, b: ConversationHead): boolean =>
  JSON.stringify([a.closedAt, a.closings]) === JSON.stringify([b.closedAt, b.closings]);

/**
 * Adds to the summary what was told of a closing that is stored already: a platform may tell it first in a few words
 * and then in more. It is no event, and takes no seq.
 * @throws StoreUnavailableError when the table does not take it by `until` (epoch milliseconds).
 */
export const amend = async (
  { store, clock, pause }: Dependencies,
  { head, amendments }: { head: ConversationHead; amendments: readonly Amendment[] },
  until: number,
): Promise<void> => {
  let known = head;
  for (let attempt = 1; ; attempt += 1) {
    const amended = amendments.reduce(
      (summary, { event, receivedAt }) => amendClosing(summary, event, receivedAt),
      known,
    );
    if (isSame(known, amended)) return;
    if (attempt > 1 && clock() >= until) throw tooLate();
    const summary = { ...amended, updatedAt: clock() };
    const result = await store.write({ previousSeq: known.lastSeq, head: summary, events: [], users: [] });
    if (result.outcome === 'written') return;
    if (result.outcome === 'refused') known = result.head ?? known;
    else await pause(attempt);
  }
};
