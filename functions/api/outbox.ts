import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { formatCursor } from '#functions/shared/domain/cursor.ts';
import { outboxStatuses } from '#functions/shared/domain/outbox/entry.ts';
import type { ListedStatus, OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { getEntry } from '#functions/shared/outbox-acts/get-entry.ts';
import { listCommands } from '#functions/shared/outbox-acts/list-commands.ts';
import { readOutboxId } from './outbox-entry.ts';
import { type OutboxView, outboxView, type UnreadableView, unreadableView } from './outbox-view.ts';
import { type ApiRequest, channelParameter, limitUpTo, placeOf, readParameters } from './request.ts';

type Dependencies = { outbox: Pick<OutboxStore, 'get' | 'list'>; channels: readonly Channel[] };

/** `GET /v1/outbox/{outboxId}`. */
export const createGetOutbox =
  ({ outbox }: Pick<Dependencies, 'outbox'>) =>
  async (request: ApiRequest): Promise<OutboxView> =>
    outboxView(await getEntry(outbox, readOutboxId(request)));

const listedStatuses = outboxStatuses.filter((status): status is ListedStatus => status !== 'sent');

const statusRule = `must be one of ${listedStatuses.join(', ')}: what was sent is not listed`;

type Page = { outbox: OutboxView[]; unreadable?: UnreadableView[]; nextCursor?: string };

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
    const statuses = status === undefined ? listedStatuses : [status];
    const { entries, unreadable, next } = await listCommands(
      outbox,
      { channels: names, statuses },
      { limit, after },
    );
    return {
      outbox: entries.map(outboxView),
      ...(unreadable.length > 0 && { unreadable: unreadable.map(unreadableView) }),
      ...(next !== undefined && { nextCursor: formatCursor(scope, next) }),
    };
  };
};
