import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { fitsInKey } from '#functions/shared/domain/conversation-id.ts';
import type { Author, EndUser, IncomingEvent } from '#functions/shared/domain/event.ts';
import { readMessageBody } from '#functions/shared/domain/hsl.ts';
import { isJsonObject, parseJson } from '#functions/shared/domain/json.ts';
import { idAsText, numberAsText, platformIdSchema } from '#functions/shared/domain/platform-id.ts';
import { verifyHmacSha1 } from '#functions/shared/domain/signature.ts';
import { devicePlatforms } from './haptik-platforms.ts';
import type { Reading, Source } from './source.ts';

/** The most of a name that is kept, so that the summary of a conversation stays small. */
const longestDescription = 200;

/** A descriptive field: text or a number as text; whatever says nothing ("", "None", null …) is absent. */
const described = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value) => {
      const text = numberAsText(value);
      return typeof text === 'string' && text !== '' && text !== 'None'
        ? text.slice(0, longestDescription).toWellFormed()
        : undefined;
    }),
  ),
);

const absent = (id: unknown): boolean => id === undefined || id === null || id === '';

/** An id that stands in keys: a whole number, or text without control characters that fits. */
const keyText = z.string('must be text or a whole number from 0').check(
  z.minLength(1, 'is empty'),
  z.maxLength(256, 'is longer than 256 characters'),
  z.refine((id) => id.isWellFormed() && !/\p{Cc}/u.test(id), 'has characters that no id has'),
  z.refine(fitsInKey, 'is too long once it is encoded'),
);

const requiredId = z.pipe(z.pipe(z.unknown(), z.transform(idAsText)), keyText);

const optionalId = z.pipe(
  z.pipe(
    z.optional(z.unknown()),
    z.transform((id) => (absent(id) ? undefined : (idAsText(id) ?? id))),
  ),
  z.optional(keyText),
);

/** True only for what says true; the text "False" is truthy and means false. */
const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true');

const notAnObject = 'must be an object';

const userSchema = z
  .object(
    {
      auth_id: optionalId,
      user_id: optionalId,
      user_name: described,
      device_platform: described,
      device_platform_name: described,
    },
    notAnObject,
  )
  .check(z.refine((user) => (user.auth_id ?? user.user_id) !== undefined, 'has neither auth_id nor user_id'));

const agentSchema = z.optional(
  z.nullable(
    z.object({ id: described, name: described, is_automated: z.optional(z.unknown()) }, notAnObject),
  ),
);

const messageSchema = z.object({
  business_id: requiredId,
  business_name: described,
  user: userSchema,
  agent: agentSchema,
  message: z.object({ id: z.optional(z.nullable(platformIdSchema)), body: z.unknown() }, notAnObject),
  timestamp: described,
});

type Message = z.infer<typeof messageSchema>;

const unusable = (reason: string): Reading => ({ outcome: 'unusable', reason });

/** ISO 8601 as epoch milliseconds; without a zone it is UTC, wherever this runs. */
const timeOf = (timestamp: string | undefined): number | undefined => {
  if (timestamp === undefined || !/^\d{4}-\d{2}-\d{2}T/.test(timestamp)) return undefined;
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(timestamp) ? timestamp : `${timestamp}Z`);
  return time >= 0 ? time : undefined;
};

const endUserOf = ({ user }: Message): EndUser => ({
  authId: user.auth_id,
  userId: user.user_id,
  name: user.user_name,
  platform:
    user.device_platform_name ?? devicePlatforms.get(user.device_platform ?? '') ?? user.device_platform,
});

/** Without an agent object (before 2018-10-05) only the bot is known to have spoken. */
const authorOf = ({ agent }: Message): Author => ({
  type: !agent || isTrue(agent.is_automated) ? 'bot' : 'agent',
  id: agent?.id,
  name: agent?.name,
});

const messageEvent = (message: Message, raw: string): IncomingEvent | undefined => {
  const body = readMessageBody(message.message.body);
  if (body === undefined) return undefined;
  const platformId = message.message.id ?? undefined;
  return {
    kind: 'message',
    eventName: 'message',
    identity: `message|${platformId ?? createHash('sha256').update(raw).digest('hex')}`,
    author: authorOf(message),
    ...body,
    platformId,
    platformAt: timeOf(message.timestamp),
  };
};

const readMessage = (payload: unknown, raw: string): Reading => {
  const { success, data, error } = z.safeParse(messageSchema, payload);
  if (!success) {
    return unusable(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
  const event = messageEvent(data, raw);
  if (event === undefined) return unusable('message.body: is neither text nor an HSL element');
  const { business_id: businessId, business_name: businessName } = data;
  return {
    outcome: 'understood',
    news: { businessId, businessName, user: endUserOf(data), events: [event] },
  };
};

/** The first shape (2018-10-04) had no event_name. */
const eventNameOf = (payload: Readonly<Record<string, unknown>>): unknown =>
  payload.event_name ?? (Object.hasOwn(payload, 'message') ? 'message' : undefined);

const parse = (body: string): { payload: unknown } | { problem: string } => {
  try {
    return { payload: parseJson(body) };
  } catch (error) {
    return { problem: error instanceof RangeError ? 'the body nests too deep' : 'the body is not JSON' };
  }
};

const read = (body: string): Reading => {
  const parsed = parse(body);
  if ('problem' in parsed) return unusable(parsed.problem);
  const { payload } = parsed;
  if (!isJsonObject(payload)) return unusable('the body is not a JSON object');
  return eventNameOf(payload) === 'message'
    ? readMessage(payload, body)
    : unusable('event_name: is not an event this version understands');
};

/** Haptik's webhooks: signed with HMAC-SHA1 of the raw body, one event each. */
export const haptik: Source = { verify: verifyHmacSha1, read };
