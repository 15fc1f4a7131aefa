import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { Item } from './item.ts';

const text = z.optional(z.string());

const latest = <Schema extends z.ZodMiniType>(value: Schema) =>
  z.optional(z.object({ at: z.string(), value }));

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
  agent: latest(z.object({ id: text, name: text, automated: z.boolean() })),
  lastText: latest(z.string()),
  names: z.array(z.string()),
  namesWrittenAt: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** The summary's attributes; what is undefined is left out. */
export const headAttributes = (head: ConversationHead): Item =>
  marshall(head, { removeUndefinedValues: true });

/** @throws ZodError when the item is not a HEAD of this version. */
export const headFromItem = (item: Item): ConversationHead => z.parse(headSchema, unmarshall(item));
