import * as z from 'zod/mini';
import { channelNameSchema } from './channel.ts';
import { BrokenRecordError } from './errors.ts';
import { jsonIn } from './json.ts';

const header = {
  v: z.literal(1),
  deliveryId: z.string().check(z.minLength(1)),
  channel: channelNameSchema,
  source: z.string().check(z.minLength(1)),
  /** Epoch milliseconds. */
  receivedAt: z.int().check(z.nonnegative()),
  /** Records of one group are about one conversation; when one fails, those behind it wait for it. */
  group: z.string().check(z.minLength(1)),
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

/** A probe of ours, which is no delivery: persist only notes that it came. */
const probe = z.object({ ...header, probeId: z.string().check(z.minLength(1)) });

const envelopeSchema = z.union([whole, large, refused, probe]);

/** A delivery, or a probe, on its way through the events queue. */
export type Envelope = z.infer<typeof envelopeSchema>;

const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * JSON that SQS takes whatever the body holds. It refuses U+FFFE and U+FFFF, and its own error message allows no
 * character above them either (its documentation does), so all of these travel escaped.
 */
export const encodeEnvelope = (envelope: Envelope): string =>
  JSON.stringify(envelope).replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/g, escapeCharacter);

/**
 * Reads what `encodeEnvelope` wrote.
 * @throws BrokenRecordError for anything else.
 */
export const decodeEnvelope = (text: string): Envelope => {
  const { success, data } = z.safeParse(envelopeSchema, jsonIn(text));
  if (success) return data;
  throw new BrokenRecordError('This queue record is not an envelope of this project.');
};
