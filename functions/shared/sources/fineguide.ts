import * as z from 'zod/mini';
import { digestOf, sha256 } from '#functions/shared/domain/digest.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { numberAsText } from '#functions/shared/domain/platform-id.ts';
import { signWithSharedSecret, verifySharedSecret } from '#functions/shared/domain/signature.ts';
import { cleanLine, plainText } from '#functions/shared/domain/text.ts';
import { optionalId, requiredId } from './id-fields.ts';
import { problemsOf, readPayload } from './payload.ts';
import type { Reading, Source } from './source.ts';

/** What an event of one name says; without an identity of its own it is known by the whole body. */
type Fact = Pick<IncomingEvent, 'kind' | 'author' | 'text' | 'details' | 'platformId'> & {
  identity?: string | undefined;
};

/** One line of what somebody typed, or a number as text; anything else stays as it is. */
const lineOf = (value: unknown, longest: number): unknown => {
  const text = numberAsText(value);
  return typeof text === 'string' ? cleanLine(text, longest) : text;
};

/** An address that was cut is longer than any that is valid, so it is never taken for another one. */
const longestLine = 1000;

/** A field that end users fill; it never makes a payload unusable. */
const line = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value) => {
      const text = lineOf(value, longestLine);
      return typeof text === 'string' && text !== '' ? text : undefined;
    }),
  ),
);

const words = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value) => (typeof value === 'string' ? plainText(value) || undefined : undefined)),
  ),
);

const roles = { USER: 'user', ASSISTANT: 'bot', OPERATOR: 'agent' } as const;

/** The roles are those of FineGuide's newer page; the older one shows USER alone. */
const message = z.pipe(
  z.object({
    role: z.enum(['USER', 'ASSISTANT', 'OPERATOR'], 'must be USER, ASSISTANT or OPERATOR'),
    message: z.string('must be text'),
    messageId: optionalId,
  }),
  z.transform(
    ({ role, message: said, messageId }): Fact => ({
      kind: 'message',
      author: { type: roles[role] },
      text: plainText(said),
      platformId: messageId,
      identity: messageId === undefined ? undefined : `message|${messageId}`,
    }),
  ),
);

/** Neither its range nor its type is said for certain, so it is text: `1` and `"1"` are one rating. */
const ratingValue = z.pipe(
  z.pipe(
    z.unknown(),
    z.transform((value) => lineOf(value, longestLine)),
  ),
  z
    .string('must be a number or text')
    .check(z.minLength(1, 'is empty'), z.maxLength(100, 'is longer than 100 characters')),
);

const rating = z.pipe(
  z.object({ rating: ratingValue, messageId: optionalId }),
  z.transform(
    (details): Fact => ({
      kind: 'rating',
      author: { type: 'user' },
      text: `Rated ${details.rating}`,
      details,
      identity:
        details.messageId === undefined ? undefined : `rating|${digestOf(details.messageId, details.rating)}`,
    }),
  ),
);

const ticket = z.pipe(
  z.object({ customerName: line, customerEmail: line, customerMessage: words }),
  z.transform(
    (details): Fact => ({
      kind: 'ticket',
      author: { type: 'user' },
      text: details.customerMessage ?? '',
      details,
    }),
  ),
);

const lead = z.pipe(
  z.object({ userId: line, name: line, email: line, intent: line }),
  z.transform(
    (details): Fact => ({ kind: 'lead', author: { type: 'user' }, text: details.intent ?? '', details }),
  ),
);

/** By its exact name: the documented ones are in capitals, and another spelling is another event. */
const facts = new Map<string, z.ZodMiniType<Fact>>([
  ['MESSAGE', message],
  ['RATE_MESSAGE', rating],
  ['TICKET', ticket],
  ['CREATE_LEAD', lead],
]);

const unknownFact = z.pipe(
  z.unknown(),
  z.transform((): Fact => ({ kind: 'unknown', author: { type: 'system' }, text: '' })),
);

const longestEventName = 100;

const eventName = z.optional(
  z.nullable(
    z
      .string('must be text')
      .check(
        z.refine(
          (name) => cleanLine(name, longestEventName) === name,
          'must be a text of at most 100 characters in one line',
        ),
      ),
  ),
);

/** The older page calls the event's name `event`, the newer one `type`. */
const headSchema = z
  .object({ event: eventName, type: eventName, botId: requiredId, sessionId: requiredId })
  .check(
    z.refine(({ event, type }) => Boolean(event || type), { path: ['event'], error: 'is missing' }),
    z.refine(({ event, type }) => !event || !type || event === type, {
      path: ['event'],
      error: 'differs from type',
    }),
  );

const unusable = (reason: string): Reading => ({ outcome: 'unusable', reason });

const read = (body: string): Reading => {
  const parsed = readPayload(body);
  if ('problem' in parsed) return unusable(parsed.problem);
  const head = z.safeParse(headSchema, parsed.payload);
  if (!head.success) return unusable(problemsOf(head.error));
  const { event, type, botId, sessionId } = head.data;
  const name = event || type || '';
  const fact = z.safeParse(facts.get(name) ?? unknownFact, parsed.payload);
  if (!fact.success) return unusable(problemsOf(fact.error));
  const { identity = `body|${sha256(body)}`, ...said } = fact.data;
  return {
    outcome: 'understood',
    news: {
      businessId: botId,
      user: { authId: sessionId },
      events: [{ ...said, eventName: name, identity, orderedBy: 'receipt' }],
    },
  };
};

/**
 * FineGuide's webhooks: a shared secret in a header, one event each, without a time or an order. A conversation is
 * one session with one bot. What end users typed (names, addresses, intents) stays in `details`: it proves nobody.
 */
export const fineguide: Source = {
  verify: verifySharedSecret,
  sign: signWithSharedSecret,
  proof: "this channel's secret, once",
  read,
};
