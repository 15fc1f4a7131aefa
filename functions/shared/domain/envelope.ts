import * as z from 'zod/mini';
import { channelNameSchema } from './channel.ts';
import { BrokenRecordError } from './errors.ts';

const header = {
  v: z.literal(1),
  deliveryId: z.string().check(z.minLength(1)),
  channel: channelNameSchema,
  source: z.string().check(z.minLength(1)),
  /** Epoch milliseconds. */
  receivedAt: z.int().check(z.nonnegative()),
};

/** A delivery that was understood, with its body as text, exactly as it came. */
const whole = z.object({ ...header, body: z.string() });

/** One that is too large for the queue: its body lies in the bucket. */
const large = z.object({ ...header, bodyKey: z.string().check(z.minLength(1)) });

/** One that was not understood, on its way to quarantine, as the bucket did not take it at once. */
const refused = z.object({
  ...header,
  reason: z.string(),
  /** The request's headers without the signature. */
  headers: z.record(z.string(), z.string()),
  /** The body's bytes. */
  base64: z.string(),
});

const envelopeSchema = z.union([whole, large, refused]);

/** A delivery on its way through the events queue. */
export type Envelope = z.infer<typeof envelopeSchema>;

const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * JSON that SQS takes whatever the body holds. It refuses U+FFFE and U+FFFF, and its own error message allows no
 * character above them either (its documentation does), so all of these travel escaped.
 */
export const encodeEnvelope = (envelope: Envelope): string =>
  JSON.stringify(envelope).replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/g, escapeCharacter);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the body, and messages are logged.
    return undefined;
  }
};

/**
 * Reads what `encodeEnvelope` wrote.
 * @throws BrokenRecordError for anything else.
 */
export const decodeEnvelope = (text: string): Envelope => {
  const { success, data } = z.safeParse(envelopeSchema, parse(text));
  if (success) return data;
  throw new BrokenRecordError('This queue record is not an envelope of this project.');
};
