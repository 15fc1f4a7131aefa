import { isClosing } from '#functions/shared/domain/advance.ts';
import { contentDigest } from '#functions/shared/domain/content-digest.ts';
import type { ConversationNews, IncomingEvent } from '#functions/shared/domain/event.ts';

/** What is new in one conversation, with the body it came in: a delivery, or what we sent ourselves. */
export type Arrival = {
  channel: string;
  source: string;
  receivedAt: number;
  /** Absent for what we sent. */
  deliveryId?: string | undefined;
  payload: string;
  news: ConversationNews;
  /** There for what we sent: its events go out, not in. */
  sent?: { outboxId: string } | undefined;
};

/** A closing that is stored already and was told once more, in other words. */
export type Amendment = { event: IncomingEvent; receivedAt: number };

export type Folded = {
  arrivals: Arrival[];
  duplicates: number;
  mismatches: number;
  amendments: readonly Amendment[];
};

/** With a mismatch that is worth more than counting. */
export const withAmendment = (
  amendments: readonly Amendment[],
  event: IncomingEvent,
  receivedAt: number,
): readonly Amendment[] => (isClosing(event) ? [...amendments, { event, receivedAt }] : amendments);

/** Drops events that come twice in one batch; the first of them stays. */
export const foldRepeats = (arrivals: readonly Arrival[]): Folded => {
  const firsts = new Map<string, ConversationNews['events'][number]>();
  const folded: Folded = { arrivals: [], duplicates: 0, mismatches: 0, amendments: [] };
  for (const arrival of arrivals) {
    const events = arrival.news.events.filter((event) => {
      const first = firsts.get(event.identity);
      if (first === undefined) {
        firsts.set(event.identity, event);
        return true;
      }
      folded.duplicates += 1;
      if (contentDigest(first) === contentDigest(event)) return false;
      folded.mismatches += 1;
      folded.amendments = withAmendment(folded.amendments, event, arrival.receivedAt);
      return false;
    });
    folded.arrivals.push({ ...arrival, news: { ...arrival.news, events } });
  }
  return folded;
};

/** The arrivals without the events of these identities. */
export const without = (arrivals: readonly Arrival[], identities: ReadonlySet<string>): Arrival[] =>
  arrivals.map((arrival) => ({
    ...arrival,
    news: {
      ...arrival.news,
      events: arrival.news.events.filter(({ identity }) => !identities.has(identity)),
    },
  }));
