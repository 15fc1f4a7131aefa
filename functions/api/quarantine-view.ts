import {
  openQuarantined,
  type QuarantinedSummary,
  type StrangeSummary,
} from '#functions/shared/quarantine/summary.ts';
import { fits } from './fitting.ts';

/** A body as text where it is UTF-8, else in base64; the beginning of it where it does not fit into an answer. */
type BodyView = { encoding: 'utf8' | 'base64'; body: string; truncated?: true };

/** Everything there is; `key` is the object's name in the bucket. */
export type QuarantinedView = (QuarantinedSummary | StrangeSummary) &
  BodyView & { key: string; headers?: Readonly<Record<string, string>> | undefined };

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
  const { summary, headers, body } = openQuarantined(key, bytes);
  return { ...summary, key, headers, ...bodyView(body) };
};
