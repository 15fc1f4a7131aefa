import type { ConversationNews } from '#functions/shared/domain/event.ts';
import type { Source } from '#functions/shared/sources/source.ts';

/** A body that was understood, with its text, or why there is nothing to queue. */
export type ReadBody =
  | { outcome: 'understood'; text: string; news: ConversationNews }
  | { outcome: 'ignored'; reason: string }
  | { outcome: 'unusable'; reason: string };

const decode = (body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
};

/** Reads a body by its source. What it chokes on is unusable: content never ends in an error. */
export const readBody = (source: Source, body: Uint8Array): ReadBody => {
  const text = decode(body);
  if (text === undefined) return { outcome: 'unusable', reason: 'the body is not UTF-8' };
  try {
    const reading = source.read(text);
    return reading.outcome === 'understood' ? { ...reading, text } : reading;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return { outcome: 'unusable', reason: `the body cannot be read (${name})` };
  }
};
