import { decodeQuarantined } from '#functions/shared/domain/quarantine.ts';
import { formatQuarantineId } from '#functions/shared/domain/quarantine-id.ts';
import { fits } from './fitting.ts';

/** A delivery in quarantine as callers see it in a list; `receivedAt` is ISO 8601 in UTC, `size` the body's bytes. */
export type QuarantinedSummary = {
  id: string;
  channel: string;
  source: string;
  deliveryId: string;
  receivedAt: string;
  reason: string;
  size: number;
};

/** An object that lies in quarantine and is no delivery that we kept. */
export type StrangeSummary = { id: string; problem: string; size: number };

/** A body as text where it is UTF-8, else in base64; the beginning of it where it does not fit into an answer. */
type BodyView = { encoding: 'utf8' | 'base64'; body: string; truncated?: true };

/** Everything there is; `key` is the object's name in the bucket. */
export type QuarantinedView = (QuarantinedSummary | StrangeSummary) &
  BodyView & { key: string; headers?: Readonly<Record<string, string>> | undefined };

/** What lies in an object: what is said of it, and the body's bytes. */
const open = (key: string, bytes: Uint8Array) => {
  const id = formatQuarantineId(key);
  const delivery = decodeQuarantined(bytes);
  if (delivery === undefined) {
    const problem = 'is not a delivery that this project kept';
    return { summary: { id, problem, size: bytes.length }, headers: undefined, body: bytes };
  }
  const { channel, source, deliveryId, reason, headers, body } = delivery;
  const receivedAt = new Date(delivery.receivedAt).toISOString();
  const summary = { id, channel, source, deliveryId, receivedAt, reason, size: body.length };
  return { summary, headers, body };
};

export const quarantinedSummary = (key: string, bytes: Uint8Array): QuarantinedSummary | StrangeSummary =>
  open(key, bytes).summary;

const strictDecoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const asText = (bytes: Uint8Array): string | undefined => {
  try {
    return strictDecoder().decode(bytes);
  } catch {
    return undefined;
  }
};

const asBase64 = (bytes: Uint8Array): BodyView => ({
  encoding: 'base64',
  body: Buffer.from(bytes).toString('base64'),
});

/** So much fits in any case: a control character takes seven times as much in an answer. In bytes. */
const alwaysFits = 768_000;

const bodyView = (bytes: Uint8Array): BodyView => {
  const text = asText(bytes);
  const whole: BodyView = text === undefined ? asBase64(bytes) : { encoding: 'utf8', body: text };
  if (fits(whole)) return whole;
  const beginning = bytes.subarray(0, alwaysFits);
  if (text === undefined) return { ...asBase64(beginning), truncated: true };
  // As if more were to come: so the decoder leaves out a character that is not complete.
  return { encoding: 'utf8', body: strictDecoder().decode(beginning, { stream: true }), truncated: true };
};

export const quarantinedView = (key: string, bytes: Uint8Array): QuarantinedView => {
  const { summary, headers, body } = open(key, bytes);
  return { ...summary, key, headers, ...bodyView(body) };
};
