import { expect } from 'vitest';
import * as z from 'zod/mini';
import { formatConversationId } from '#functions/shared/domain/conversation-id.ts';
import { eventKinds, type IncomingEvent, userNames } from '#functions/shared/domain/event.ts';
import { positionOf } from '#functions/shared/domain/position.ts';
import type { Reading } from '#functions/shared/sources/source.ts';

const line = z.string().check(z.refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text)));
const id = line.check(z.minLength(1));
const lines = z.string().check(z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text)));
const object = z.record(z.string(), z.unknown());

const user = z
  .strictObject({
    authId: z.optional(id),
    userId: z.optional(id),
    name: z.optional(id),
    platform: z.optional(id),
  })
  .check(z.refine(({ authId, userId }) => (authId ?? userId) !== undefined));

const event = z.strictObject({
  kind: z.enum(eventKinds),
  eventName: line,
  identity: id,
  author: z.strictObject({
    type: z.enum(['bot', 'agent', 'user', 'system']),
    id: z.optional(id),
    name: z.optional(id),
  }),
  text: lines,
  hsl: z.optional(object),
  details: z.optional(object),
  orderedBy: z.enum(['platform', 'receipt']),
  platformId: z.optional(id),
  platformAt: z.optional(z.int().check(z.nonnegative())),
});

const readingSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('understood'),
    news: z.strictObject({
      businessId: id,
      businessName: z.optional(id),
      user,
      events: z.array(event).check(z.minLength(1)),
    }),
  }),
  z.strictObject({
    outcome: z.literal('typing'),
    typing: z.strictObject({ businessId: z.optional(id), user, state: z.enum(['start', 'stop']) }),
  }),
  z.strictObject({ outcome: z.enum(['ignored', 'unusable']), reason: id }),
]);

/** DynamoDB's longest keys, in bytes. */
const longest = { partition: 2048, sort: 1024 };

const lastPlace = { seq: 999_999_999_999, receivedAt: 9_999_999_999_999, lastPlatformId: '9'.repeat(20) };

const expectToFitKeys = (incoming: IncomingEvent): void => {
  expect(Buffer.byteLength(`ID#${incoming.identity}`)).toBeLessThanOrEqual(longest.sort);
  expect(Buffer.byteLength(`MSG#${positionOf(incoming, lastPlace)}`)).toBeLessThanOrEqual(longest.sort);
};

/**
 * A reading has the shape it promises, ids that are not empty, no control characters in its names, and fits into
 * the table's keys.
 */
export const expectWellFormed = (reading: Reading): void => {
  const { success, error } = z.safeParse(readingSchema, reading);
  expect(success, error?.message).toBe(true);
  if (reading.outcome !== 'understood') return;
  for (const incoming of reading.news.events) expectToFitKeys(incoming);
  for (const name of userNames(reading.news.user)) {
    const key = `CONV#${formatConversationId('c'.repeat(64), reading.news.businessId, name)}`;
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(longest.partition);
  }
};
