import * as z from 'zod/mini';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import { formatCursor } from '#functions/shared/domain/cursor.ts';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import { fittingViews } from './fitting.ts';
import { type EventView, eventView } from './present.ts';
import { type ApiRequest, conversationPath, limitUpTo, placeOf, readParameters } from './request.ts';

const query = z.strictObject({
  order: z._default(z.optional(z.enum(['asc', 'desc'], 'must be asc or desc')), 'asc'),
  limit: limitUpTo(1000),
  cursor: z.optional(z.string()),
});

/** `GET /v1/conversations/{id}/messages`: a conversation's events by position. */
export const createListMessages =
  ({ reader }: { reader: ConversationReader }) =>
  async (request: ApiRequest): Promise<{ messages: EventView[]; nextCursor?: string }> => {
    const { id } = readParameters(conversationPath, request.path);
    const { order, limit, cursor } = readParameters(query, request.query);
    const scope = ['messages', id, order];
    const { items, next } = await reader.events(id, { order, limit, after: placeOf(scope, cursor) });
    if (items.length === 0 && (await reader.head(id)) === undefined)
      throw new NotFoundError('No such conversation.');
    const messages = await fittingViews(items, (event) => eventView(id, event));
    const nextPlace = messages.length < items.length ? messages.at(-1)?.position : next;
    return { messages, ...(nextPlace !== undefined && { nextCursor: formatCursor(scope, nextPlace) }) };
  };
