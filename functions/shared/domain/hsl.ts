import { isJsonObject, parseJson } from './json.ts';

/** An element of HSL, Haptik's message format: `text`, `type`, `data` and whatever else the platform adds. */
export type Hsl = Readonly<Record<string, unknown>>;

/** A message body: plain text, or an element and its rendering as text. */
export type MessageBody = { text: string; hsl?: Hsl | undefined };

const textOf = ({ text }: Hsl): string => (typeof text === 'string' ? text.toWellFormed() : '');

/** A serialised element: an object whose own `type` is a text. Decoded once at most, never twice. */
const serialised = (body: string): Hsl | undefined => {
  if (!body.startsWith('{')) return undefined;
  try {
    const value = parseJson(body);
    return isJsonObject(value) && Object.hasOwn(value, 'type') && typeof value.type === 'string'
      ? value
      : undefined;
  } catch {
    // Text that merely starts like JSON is text.
    return undefined;
  }
};

/** Reads a message's `body`: an element, a serialised element, or plain text; anything else is `undefined`. */
export const readMessageBody = (body: unknown): MessageBody | undefined => {
  const hsl = typeof body === 'string' ? serialised(body) : isJsonObject(body) ? body : undefined;
  if (hsl !== undefined) return { text: textOf(hsl), hsl };
  return typeof body === 'string' ? { text: body.toWellFormed() } : undefined;
};
