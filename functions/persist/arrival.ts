import { contentDigest } from '#functions/shared/domain/content-digest.ts';
import type { ConversationNews } from '#functions/shared/domain/event.ts';

/** A delivery taken from the queue and read: what is new, with the body it came in. */
export type Arrival = {
  channel: string;
  source: string;
  receivedAt: number;
  payload: string;
  news: ConversationNews;
};

export type Folded = { arrivals: Arrival[]; duplicates: number; mismatches: number };

/** Drops events that come twice in one batch; the first of them stays. */
export const foldRepeats = (arrivals: readonly Arrival[]): Folded => {
  const firsts = new Map<string, ConversationNews['events'][number]>();
  const folded: Folded = { arrivals: [], duplicates: 0, mismatches: 0 };
  for (const arrival of arrivals) {
    const events = arrival.news.events.filter((event) => {
      const first = firsts.get(event.identity);
      if (first === undefined) {
        firsts.set(event.identity, event);
        return true;
      }
      folded.duplicates += 1;
      if (contentDigest(first) !== contentDigest(event)) folded.mismatches += 1;
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
