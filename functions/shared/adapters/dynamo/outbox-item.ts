import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { formatOutboxId, type OutboxEntry, outboxStatuses } from '#functions/shared/domain/outbox/entry.ts';
import type { Expiry } from './expiry.ts';
import type { Item } from './item.ts';
import { jsonText } from './json-text.ts';
import { entryKey, unfinishedKeys } from './outbox-keys.ts';
import { profileSchema } from './profile-item.ts';

const text = z.optional(z.string());
const number = z.optional(z.number());

const commandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text: z.string(), messageType: z.number() }),
  z.object({
    kind: z.literal('file'),
    fileName: z.string(),
    contentType: z.string(),
    size: z.number(),
    messageType: z.union([z.literal(1), z.literal(52)]),
    text: z.string(),
    key: z.string(),
    etag: text,
  }),
  z.object({ kind: z.literal('user'), profile: profileSchema }),
  z.object({ kind: z.literal('feedback'), resolved: z.boolean(), rating: z.number(), comment: text }),
  z.object({ kind: z.literal('handoff'), team: z.string(), countdownSeconds: number, userName: z.string() }),
]);

const entrySchema = z.pipe(
  z.object({
    sk: z.string(),
    channel: z.string(),
    laneUser: z.string(),
    conversationId: text,
    businessId: text,
    user: z.object({ authId: text, userId: text }),
    command: jsonText(commandSchema),
    requestId: text,
    status: z.enum(outboxStatuses),
    revision: z.int(),
    place: text,
    attempts: z.int(),
    createdAt: z.number(),
    updatedAt: z.number(),
    queuedAt: number,
    attemptAt: number,
    nextTryAt: number,
    reason: text,
    evidenceUntil: number,
    doubtful: z.optional(z.literal(true)),
    platformId: text,
    confirmedBy: z.optional(z.enum(['answer', 'echo', 'reply'])),
    error: z.optional(jsonText(z.object({ status: number, message: z.string() }))),
    retriedAs: text,
  }),
  z.transform(({ sk, ...entry }) => ({
    outboxId: formatOutboxId(entry.channel, entry.laneUser, sk),
    ...entry,
  })),
);

/** An entry's item, keys and expiry included; what is undefined is left out. */
export const entryItem = (entry: OutboxEntry, expiry: Expiry): Item => {
  const { outboxId, command, error, ...rest } = entry;
  const attributes = {
    ...rest,
    ...entryKey(entry),
    ...unfinishedKeys(entry),
    command: JSON.stringify(command),
    // Its message is the platform's own words.
    error: error && JSON.stringify(error),
    expireAt: expiry.command(entry.updatedAt),
  };
  return marshall(attributes, { removeUndefinedValues: true });
};

/** `undefined`: it is not an entry of this version. */
export const entryIfReadable = (item: Item): OutboxEntry | undefined =>
  z.safeParse(entrySchema, unmarshall(item)).data;

/** @throws ZodError when the item is not an entry of this version. */
export const entryFromItem = (item: Item): OutboxEntry => z.parse(entrySchema, unmarshall(item));
