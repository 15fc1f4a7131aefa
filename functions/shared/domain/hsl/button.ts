import { type Actionable, parseActionables } from './actionable.ts';
import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import type { Listing } from './listing.ts';
import { objectAt, own, textAt } from './own.ts';
import { renderActionable, renderNumbered } from './render-actionable.ts';

/** Buttons that stay. A file (PDF, audio, document) is a single button that links to it, often without text. */
export type ButtonElement = { kind: 'button'; text: string; items: Listing<Actionable> };

export const parseButton = (hsl: Hsl): ButtonElement => ({
  kind: 'button',
  text: textAt(hsl, 'text'),
  items: parseActionables(own(objectAt(hsl, 'data'), 'items')),
});

export const renderButton = ({ text, items }: ButtonElement): string[] => {
  const lines = renderText(text);
  const [first] = items.shown;
  if (first === undefined) return lines;
  if (items.shown.length === 1 && first.kind === 'link') return [...lines, ...renderActionable(first)];
  return [...(lines.length === 0 ? ['Choose an option'] : lines), ...renderNumbered(items)];
};
