import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';

export type Item = Record<string, AttributeValue>;

const text = z.optional(z.string());

const headSchema = z.object({
  conversationId: z.string(),
  channel: z.string(),
  source: z.string(),
  businessId: z.string(),
  businessName: text,
  user: z.object({ authId: text, userId: text, name: text, platform: text }),
  lastSeq: z.int(),
  lastPlatformId: text,
  assigned: z.optional(
    z.object({ at: z.string(), agent: z.object({ id: text, name: text, automated: z.boolean() }) }),
  ),
  lastMessage: z.optional(z.object({ at: z.string(), text: z.string() })),
  describedAt: text,
  usersBoundAt: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** The summary's attributes; what is undefined is left out. */
export const headAttributes = (head: ConversationHead): Item =>
  marshall(head, { removeUndefinedValues: true });

/** @throws ZodError when the item is not a HEAD of this version. */
export const headFromItem = (item: Item): ConversationHead => z.parse(headSchema, unmarshall(item));
