import type { Reading, Source } from './source.ts';

/** A body that was read, with its text where there is something to queue. */
export type ReadBody =
  | (Extract<Reading, { outcome: 'understood' | 'typing' }> & { text: string })
  | Extract<Reading, { outcome: 'ignored' | 'unusable' }>;

/** Bounds the time and memory that reading takes, whatever a body holds: bytes. */
const largestBody = 1024 * 1024;

const decode = (body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
};

/** Reads a body by its source. What it chokes on is unusable: content never ends in an error. */
export const readBody = (source: Source, body: Uint8Array): ReadBody => {
  if (body.length > largestBody) {
    return { outcome: 'unusable', reason: `the body is larger than ${largestBody} bytes` };
  }
  const text = decode(body);
  if (text === undefined) return { outcome: 'unusable', reason: 'the body is not UTF-8' };
  try {
    const reading = source.read(text);
    return reading.outcome === 'understood' || reading.outcome === 'typing' ? { ...reading, text } : reading;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return { outcome: 'unusable', reason: `the body cannot be read (${name})` };
  }
};
