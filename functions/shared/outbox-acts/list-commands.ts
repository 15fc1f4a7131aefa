import { type OutboxEntry, placeInList } from '#functions/shared/domain/outbox/entry.ts';
import type {
  EntryPage,
  ListedStatus,
  OutboxStore,
  UnreadableEntry,
} from '#functions/shared/domain/outbox/outbox-store.ts';

type Page = {
  entries: readonly OutboxEntry[];
  /** What another version wrote, between the first of these entries and the next page. */
  unreadable: readonly UnreadableEntry[];
  next: string | undefined;
};

const newestFirst = (a: OutboxEntry, b: OutboxEntry): number => (placeInList(a) < placeInList(b) ? 1 : -1);

/**
 * One list out of several, each of which was read to some place. Behind the newest of these places more may stand in
 * one of the lists, so nothing behind it is told yet.
 */
const merge = (lists: readonly EntryPage[], limit: number): Page => {
  const readTo = lists
    .flatMap(({ next }) => next ?? [])
    .toSorted()
    .at(-1);
  // Who changes its status meanwhile may stand in two lists.
  const known = new Map(lists.flatMap(({ items }) => items.map((entry) => [entry.outboxId, entry])));
  const told = [...known.values()]
    .filter((entry) => readTo === undefined || placeInList(entry) >= readTo)
    .toSorted(newestFirst);
  const entries = told.slice(0, limit);
  const last = entries.at(-1);
  const next = told.length > limit && last !== undefined ? placeInList(last) : readTo;
  const unreadable = lists
    .flatMap((list) => list.unreadable)
    .filter((entry) => next === undefined || placeInList(entry) >= next);
  return { entries, unreadable, next };
};

/** Commands over channels and statuses, those changed last first; `after` is a page's `next`. */
export const listCommands = async (
  outbox: Pick<OutboxStore, 'list'>,
  { channels, statuses }: { channels: readonly string[]; statuses: readonly ListedStatus[] },
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page> => {
  const parts = channels.flatMap((channel) => statuses.map((status) => ({ channel, status })));
  const lists = await Promise.all(parts.map((part) => outbox.list(part, { order: 'desc', limit, after })));
  return merge(lists, limit);
};
