import { isJsonObject, parseJson } from '#functions/shared/domain/json.ts';
import { plainText } from '#functions/shared/domain/text.ts';
import { parseElement } from './element.ts';
import type { Hsl } from './hsl.ts';
import { own } from './own.ts';
import { renderElement } from './render-element.ts';

/** A message body: plain text, or an element and its rendering as text. The text takes at most 64 KiB of UTF-8. */
export type MessageBody = { text: string; hsl?: Hsl | undefined };

/** A serialised element: an object whose own `type` is a text. Decoded once at most, never twice. */
const serialised = (body: string): Hsl | undefined => {
  if (!body.startsWith('{')) return undefined;
  try {
    const value = parseJson(body);
    return isJsonObject(value) && typeof own(value, 'type') === 'string' ? value : undefined;
  } catch {
    // Text that merely starts like JSON is text.
    return undefined;
  }
};

/** Reads a message's `body`: an element, a serialised element, or plain text; anything else is `undefined`. */
export const readMessageBody = (body: unknown): MessageBody | undefined => {
  const hsl = typeof body === 'string' ? serialised(body) : isJsonObject(body) ? body : undefined;
  if (hsl !== undefined) return { text: renderElement(parseElement(hsl)), hsl };
  return typeof body === 'string' ? { text: plainText(body) } : undefined;
};
