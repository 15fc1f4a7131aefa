import { largestInlinePayload } from '#functions/shared/domain/conversation-store.ts';
import type { Arrival } from './arrival.ts';

/** What one transaction takes: DynamoDB allows 100 items and 4 MB, and an event may need a marker. */
const mostEvents = 40;
const mostBytes = 3 * 1024 * 1024;

/** What an event takes at most, in bytes; a large payload lies outside its item. */
const bytesOf = (arrival: Arrival, text: string): number => {
  const payload = Buffer.byteLength(arrival.payload);
  return (payload > largestInlinePayload ? 0 : payload) + Buffer.byteLength(text);
};

/** As many of the first events as one transaction takes, at least one, and what is left. */
export const splitForWrite = (arrivals: readonly Arrival[]): { now: Arrival[]; later: Arrival[] } => {
  const now: Arrival[] = [];
  const later: Arrival[] = [];
  let events = 0;
  let bytes = 0;
  const fits = (arrival: Arrival, text: string): boolean => {
    events += 1;
    bytes += bytesOf(arrival, text);
    return events === 1 || (events <= mostEvents && bytes <= mostBytes);
  };
  for (const arrival of arrivals) {
    const taken = later.length > 0 ? [] : arrival.news.events.filter(({ text }) => fits(arrival, text));
    const left = arrival.news.events.slice(taken.length);
    now.push({ ...arrival, news: { ...arrival.news, events: taken } });
    if (left.length > 0) later.push({ ...arrival, news: { ...arrival.news, events: left } });
  }
  return { now, later };
};
