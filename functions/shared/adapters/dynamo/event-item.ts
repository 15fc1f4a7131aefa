import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { eventKinds, type ReadEvent, type StoredEvent } from '#functions/shared/domain/event.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { type PackedContent, readContent } from './event-content.ts';
import type { Item } from './item.ts';
import { eventPrefix } from './keys.ts';

const text = z.optional(z.string());

const packedSchema = z.union([
  z.object({ content: z.instanceof(Uint8Array) }),
  z.object({ contentKey: z.string() }),
]);

const eventSchema = z.pipe(
  z.object({
    sk: z.string().check(z.startsWith(eventPrefix)),
    seq: z.int(),
    // What a later version adds is, to this one, as the platform's own new events are.
    kind: z.catch(z.enum(eventKinds), 'unknown'),
    eventName: z.string(),
    direction: z.enum(['in', 'out']),
    outboxId: text,
    deliveryId: text,
    author: z.object({ type: z.enum(['bot', 'agent', 'user', 'system']), id: text, name: text }),
    text: z.string(),
    platformId: text,
    platformAt: z.optional(z.number()),
    receivedAt: z.number(),
    storedAt: z.number(),
    packed: packedSchema,
  }),
  z.transform(({ sk, packed, ...event }) => ({
    packed,
    event: { ...event, position: sk.slice(eventPrefix.length) },
  })),
);

/** The event's attributes but for its keys and expiry. */
export const eventAttributes = (event: StoredEvent, packed: PackedContent): Item => {
  const { position, payload, hsl, details, identity, orderedBy, behindId, digest, ...rest } = event;
  // What we sent says nothing of how the platform would tell it: its echo is a repeat in whatever words.
  const told = event.direction === 'in' ? { digest } : {};
  return marshall({ ...rest, ...told, ...packed }, { removeUndefinedValues: true });
};

const digestSchema = z.object({ digest: z.string() });

/** The digest that an event or its marker keeps to tell repeats. */
export const digestFromItem = (item: Item): string | undefined => {
  const { success, data } = z.safeParse(digestSchema, unmarshall(item));
  return success ? data.digest : undefined;
};

/** @throws ZodError when the item is not an event of this version. */
export const eventFromItem = (item: Item, bucket: Pick<Bucket, 'get'>): ReadEvent => {
  const attributes = unmarshall(item);
  const { event, packed } = z.parse(eventSchema, { ...attributes, packed: attributes });
  return { ...event, content: () => readContent(bucket, packed) };
};
