import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import { formatCursor } from '#functions/shared/domain/cursor.ts';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import { type ConversationView, conversationView } from './present.ts';
import {
  type ApiRequest,
  channelParameter,
  conversationPath,
  limitUpTo,
  noParameters,
  placeOf,
  readParameters,
  userPath,
} from './request.ts';

type Dependencies = { reader: ConversationReader; channels: readonly Channel[]; clock: () => number };

/** `GET /v1/conversations`: a channel's conversations, most recently active first. */
export const createListConversations = ({ reader, channels, clock }: Dependencies) => {
  const query = z.strictObject({
    channel: channelParameter(channels),
    limit: limitUpTo(500),
    cursor: z.optional(z.string()),
  });
  return async (request: ApiRequest): Promise<{ conversations: ConversationView[]; nextCursor?: string }> => {
    const { channel, limit, cursor } = readParameters(query, request.query);
    const scope = ['conversations', channel];
    const { items, next } = await reader.recent(channel, { limit, before: placeOf(scope, cursor) });
    return {
      conversations: items.map((head) => conversationView(head, clock())),
      ...(next !== undefined && { nextCursor: formatCursor(scope, next) }),
    };
  };
};

/** `GET /v1/users/{user}/conversations`: all conversations of one user. */
export const createListUserConversations = ({ reader, channels, clock }: Dependencies) => {
  const query = z.strictObject({ channel: channelParameter(channels) });
  return async (request: ApiRequest): Promise<{ conversations: ConversationView[] }> => {
    const { user } = readParameters(userPath, request.path);
    const { channel } = readParameters(query, request.query);
    const heads = await reader.ofUser(channel, user);
    return { conversations: heads.map((head) => conversationView(head, clock())) };
  };
};

/** `GET /v1/conversations/{id}`. */
export const createGetConversation =
  ({ reader, clock }: Pick<Dependencies, 'reader' | 'clock'>) =>
  async (request: ApiRequest): Promise<ConversationView> => {
    const { id } = readParameters(conversationPath, request.path);
    readParameters(noParameters, request.query);
    const head = await reader.head(id);
    if (head === undefined) throw new NotFoundError('No such conversation.');
    return conversationView(head, clock());
  };
