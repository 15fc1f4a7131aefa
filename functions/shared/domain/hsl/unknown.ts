import { oneLine } from '#functions/shared/domain/text.ts';
import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import { textAt } from './own.ts';

/** An element of a type that no document names. `type` is the platform's own word for it, or empty. */
export type UnknownElement = { kind: 'unknown'; text: string; type: string };

export const parseUnknown = (hsl: Hsl): UnknownElement => ({
  kind: 'unknown',
  text: textAt(hsl, 'text'),
  type: textAt(hsl, 'type'),
});

const longestType = 64;

export const renderUnknown = ({ text, type }: UnknownElement): string[] => {
  const lines = renderText(text);
  if (lines.length > 0) return lines;
  const name = oneLine(type, longestType);
  return [name === '' ? 'Unsupported message' : `Unsupported message: ${name}`];
};
