import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { formatCursor } from '#functions/shared/domain/cursor.ts';
import { type OutboxEntry, outboxStatuses, placeInList } from '#functions/shared/domain/outbox/entry.ts';
import type { ListedStatus, OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { getEntry, readOutboxId } from './outbox-entry.ts';
import { type OutboxView, outboxView } from './outbox-view.ts';
import { type ApiRequest, channelParameter, limitUpTo, placeOf, readParameters } from './request.ts';

type Dependencies = { outbox: Pick<OutboxStore, 'get' | 'list'>; channels: readonly Channel[] };

/** `GET /v1/outbox/{outboxId}`. */
export const createGetOutbox =
  ({ outbox }: Pick<Dependencies, 'outbox'>) =>
  async (request: ApiRequest): Promise<OutboxView> =>
    outboxView(await getEntry(outbox, readOutboxId(request)));

const listedStatuses = outboxStatuses.filter((status): status is ListedStatus => status !== 'sent');

const statusRule = `must be one of ${listedStatuses.join(', ')}: what was sent is not listed`;

type Page = { outbox: OutboxView[]; nextCursor?: string };

const newestFirst = (a: OutboxEntry, b: OutboxEntry): number => (placeInList(a) < placeInList(b) ? 1 : -1);

/**
 * One list out of several, each of which was read to some place. Behind the newest of these places more may stand in
 * one of the lists, so nothing behind it is told yet.
 */
const merge = (
  lists: readonly Awaited<ReturnType<OutboxStore['list']>>[],
  limit: number,
): { entries: readonly OutboxEntry[]; next: string | undefined } => {
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
  return { entries, next: told.length > limit && last !== undefined ? placeInList(last) : readTo };
};

/** `GET /v1/outbox`: commands that were not sent (yet), those changed last first, over channels and statuses. */
export const createListOutbox = ({ outbox, channels }: Dependencies) => {
  const query = z.strictObject({
    status: z.optional(z.enum(listedStatuses, statusRule)),
    channel: z.optional(channelParameter(channels)),
    limit: limitUpTo(100, 50),
    cursor: z.optional(z.string()),
  });
  return async (request: ApiRequest): Promise<Page> => {
    const { status, channel, limit, cursor } = readParameters(query, request.query);
    const scope = ['outbox', status ?? '', channel ?? ''];
    const after = placeOf(scope, cursor);
    const names = channel === undefined ? channels.map(({ name }) => name) : [channel];
    const parts = names.flatMap((name) =>
      (status === undefined ? listedStatuses : [status]).map((one) => ({ channel: name, status: one })),
    );
    const lists = await Promise.all(parts.map((part) => outbox.list(part, { order: 'desc', limit, after })));
    const { entries, next } = merge(lists, limit);
    return {
      outbox: entries.map(outboxView),
      ...(next !== undefined && { nextCursor: formatCursor(scope, next) }),
    };
  };
};
