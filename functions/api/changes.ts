import * as z from 'zod/mini';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import type { ReadEvent } from '#functions/shared/domain/event.ts';
import { fittingViews } from './fitting.ts';
import { type EventView, eventView } from './present.ts';
import { type ApiRequest, conversationPath, limitUpTo, readParameters, wholeNumber } from './request.ts';

type Dependencies = {
  reader: ConversationReader;
  clock: () => number;
  /** Waits this many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
};

const query = z.strictObject({
  after: z._default(z.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)), 0),
  limit: limitUpTo(1000),
  wait: z._default(z.optional(wholeNumber(0, 20)), 0),
});

/** How often a waiting call looks, in milliseconds. */
const interval = 250;

/** The events that follow each other without a hole from `first` on: a query may see half of a transaction. */
const run = (events: readonly ReadEvent[], first: number): ReadEvent[] =>
  events.filter((event, index) => event.seq === first + index);

/** Looks until there is something after the cursor or the time is over. */
const waitForNews = async (
  deps: Dependencies,
  id: string,
  { after, wait }: { after: number; wait: number },
) => {
  const end = deps.clock() + wait * 1000;
  for (;;) {
    const head = await deps.reader.head(id);
    if ((head !== undefined && head.lastSeq > after) || deps.clock() + interval > end) return head;
    await deps.pause(interval);
  }
};

/**
 * What is stored is visible within moments, so a hole before events that were stored longer ago than this is no
 * transaction under way: what was there has expired. In milliseconds.
 */
const settledAfter = 60_000;

/** The first seq there is, where the events behind `after` have expired. */
const firstAlive = (
  { clock }: Dependencies,
  head: ConversationHead,
  { after, first }: { after: number; first: ReadEvent | undefined },
): number | undefined => {
  const firstSeq = first?.seq ?? head.lastSeq + 1;
  const isHole = head.lastSeq > after && firstSeq > after + 1;
  return isHole && clock() - (first?.storedAt ?? head.updatedAt) > settledAfter ? firstSeq : undefined;
};

/** `GET /v1/conversations/{id}/changes`: events by seq, from behind the cursor on, without a gap. */
export const createListChanges =
  (deps: Dependencies) =>
  async (request: ApiRequest): Promise<{ changes: EventView[]; lastSeq: number; firstSeq?: number }> => {
    const { id } = readParameters(conversationPath, request.path);
    const { after, limit, wait } = readParameters(query, request.query);
    const head = await waitForNews(deps, id, { after, wait });
    if (head === undefined) throw new NotFoundError('No such conversation.');
    const events = head.lastSeq > after ? await deps.reader.eventsAfter(id, { after, limit }) : [];
    const firstSeq = firstAlive(deps, head, { after, first: events[0] });
    return {
      changes: await fittingViews(run(events, firstSeq ?? after + 1), (event) => eventView(id, event)),
      lastSeq: head.lastSeq,
      ...(firstSeq !== undefined && { firstSeq }),
    };
  };
