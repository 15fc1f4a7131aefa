import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { Details } from '#functions/shared/domain/event.ts';
import { isJsonObject, parseOwnJson } from '#functions/shared/domain/json.ts';
import type { Item } from './item.ts';

const text = z.optional(z.string());

const latest = <Schema extends z.ZodMiniType>(value: Schema) =>
  z.optional(z.object({ at: z.string(), value }));

/** Kept as JSON text: what the platform put into it need not be what DynamoDB's own types can say. */
const details = z.pipe(z.pipe(z.string(), z.transform(parseOwnJson)), z.custom<Details>(isJsonObject));

const headSchema = z.object({
  conversationId: z.string(),
  channel: z.string(),
  source: z.string(),
  businessId: z.string(),
  businessName: latest(z.string()),
  authId: text,
  userId: latest(z.string()),
  userName: latest(z.string()),
  userPlatform: latest(z.string()),
  lastSeq: z.int(),
  lastPlatformId: text,
  activeAt: text,
  idleAt: text,
  closedAt: text,
  closings: z.array(z.object({ at: z.string(), value: details })),
  agent: latest(z.object({ id: text, name: text, automated: z.boolean() })),
  lastText: latest(z.string()),
  typing: z.optional(z.object({ state: z.enum(['start', 'stop']), at: z.number() })),
  names: z.array(z.string()),
  namesWrittenAt: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** The summary's attributes; what is undefined is left out, and typing, which is written on its own. */
export const headAttributes = ({ typing, ...head }: ConversationHead): Item => {
  const closings = head.closings.map(({ at, value }) => ({ at, value: JSON.stringify(value) }));
  return marshall({ ...head, closings }, { removeUndefinedValues: true });
};

/** @throws ZodError when the item is not a HEAD of this version. */
export const headFromItem = (item: Item): ConversationHead => z.parse(headSchema, unmarshall(item));
