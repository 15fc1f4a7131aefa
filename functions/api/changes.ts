import * as z from 'zod/mini';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import type { StoredEvent } from '#functions/shared/domain/event.ts';
import { fitting } from './fitting.ts';
import { type EventView, eventView } from './present.ts';
import { type ApiRequest, conversationPath, limitSchema, readParameters, wholeNumber } from './request.ts';

type Dependencies = {
  reader: ConversationReader;
  clock: () => number;
  /** Waits this many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  retentionDays: number;
};

const query = z.strictObject({
  after: z._default(z.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)), 0),
  limit: limitSchema,
  wait: z._default(z.optional(wholeNumber(0, 20)), 0),
});

/** How often a waiting call looks, in milliseconds. */
const interval = 250;

const day = 24 * 60 * 60 * 1000;

/** The events that follow each other without a hole from `first` on: a query may see half of a transaction. */
const run = (events: readonly StoredEvent[], first: number): StoredEvent[] =>
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

/** Only a conversation older than the retention can have lost its beginning; elsewhere a hole closes in a moment. */
const mayHaveExpired = ({ retentionDays, clock }: Dependencies, head: ConversationHead): boolean =>
  clock() - head.createdAt >= retentionDays * day;

/** `GET /v1/conversations/{id}/changes`: events by seq, from behind the cursor on, without a gap. */
export const createListChanges =
  (deps: Dependencies) =>
  async (request: ApiRequest): Promise<{ changes: EventView[]; lastSeq: number; firstSeq?: number }> => {
    const { id } = readParameters(conversationPath, request.path);
    const { after, limit, wait } = readParameters(query, request.query);
    const head = await waitForNews(deps, id, { after, wait });
    if (head === undefined) throw new NotFoundError('No such conversation.');
    const events = head.lastSeq > after ? await deps.reader.eventsAfter(id, { after, limit }) : [];
    const first = events[0]?.seq;
    const expired = first !== undefined && first > after + 1 && mayHaveExpired(deps, head);
    const changes = run(events, expired ? first : after + 1);
    return {
      changes: fitting(changes.map((event) => eventView(id, event))),
      lastSeq: head.lastSeq,
      ...(expired && { firstSeq: first }),
    };
  };
