import * as z from 'zod/mini';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { readMessageBody } from '#functions/shared/domain/hsl/message-body.ts';
import { decimal } from '#functions/shared/domain/platform-id.ts';
import { signHmacSha1, verifyHmacSha1 } from '#functions/shared/domain/signature.ts';
import { cleanLine } from '#functions/shared/domain/text.ts';
import { type EventRule, eventRules, unknownEvent } from './haptik/event-rules.ts';
import { objectOf } from './haptik/fields.ts';
import { type Events, readMessages } from './haptik/messages.ts';
import { type Subject, subjectSchema } from './haptik/subject.ts';
import { isTyping, readTyping } from './haptik/typing.ts';
import { isAbsent } from './id-fields.ts';
import { type Payload, problemsOf, readPayload } from './payload.ts';
import type { Reading, Source } from './source.ts';

/** A delivery's JSON with its text, and the name of its event; empty where it has none. */
type Delivery = { payload: Payload; raw: string; eventName: string };

const unusable = (reason: string): Reading => ({ outcome: 'unusable', reason });

/** Reads an event of which the message, where there is one, is only a status line. */
const readByRule = (rule: EventRule, { payload, raw, eventName }: Delivery, subject: Subject): Events => {
  const message = objectOf(payload.message);
  const event: IncomingEvent = {
    kind: rule.kind,
    eventName,
    ...rule.identity({ eventName, platformId: decimal(message.id), payload, raw }),
    author: subject.author ?? { type: 'system' },
    ...(readMessageBody(message.body) ?? { text: '' }),
    details: rule.details(payload),
    orderedBy: 'platform',
    platformAt: subject.platformAt,
  };
  return { events: [event] };
};

const readEvents = (delivery: Delivery, subject: Subject): Events =>
  delivery.eventName === 'message'
    ? readMessages(delivery.payload.message, subject, delivery.raw)
    : readByRule(eventRules.get(delivery.eventName) ?? unknownEvent, delivery, subject);

const readDelivery = (delivery: Delivery): Reading => {
  const { success, data: subject, error } = z.safeParse(subjectSchema, delivery.payload);
  if (!success) return unusable(problemsOf(error));
  const read = readEvents(delivery, subject);
  if ('problem' in read) return unusable(read.problem);
  const { businessId, businessName, user } = subject;
  return { outcome: 'understood', news: { businessId, businessName, user, events: read.events } };
};

const longestEventName = 100;

/** A name stands in keys: it is short, in one line, and without the mark of keys that are made of a seq. */
const isEventName = (name: unknown): name is string =>
  typeof name === 'string' && !name.startsWith('~') && cleanLine(name, longestEventName) === name;

const read = (body: string): Reading => {
  const parsed = readPayload(body);
  if ('problem' in parsed) return unusable(parsed.problem);
  const { payload } = parsed;
  const given = isAbsent(payload.event_name) ? undefined : payload.event_name;
  if (isTyping(given, payload)) return readTyping(payload);
  // The first shape of a message (2018-10-04) had no name.
  const eventName = given ?? (Object.hasOwn(payload, 'message') ? 'message' : '');
  return isEventName(eventName)
    ? readDelivery({ payload, raw: body, eventName })
    : unusable('event_name: must be a short text in one line');
};

/**
 * Haptik's webhooks: signed with HMAC-SHA1 of the raw body. Sources: its webhook documentation from 2018-10-04 on,
 * and its help centre's page on webhooks (2022-12-07).
 */
export const haptik: Source = {
  verify: verifyHmacSha1,
  sign: signHmacSha1,
  proof: "one signature of the raw body, made with this channel's secret",
  read,
};
