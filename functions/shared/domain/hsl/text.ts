import { type Actionable, parseActionables } from './actionable.ts';
import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import type { Listing } from './listing.ts';
import { objectAt, own, textAt } from './own.ts';
import { renderNumbered } from './render-actionable.ts';

/** Text with quick replies. */
export type TextElement = { kind: 'text'; text: string; replies: Listing<Actionable> };

export const parseTextElement = (hsl: Hsl): TextElement => ({
  kind: 'text',
  text: textAt(hsl, 'text'),
  replies: parseActionables(own(objectAt(hsl, 'data'), 'quick_replies')),
});

export const renderTextElement = ({ text, replies }: TextElement): string[] => [
  ...renderText(text),
  ...renderNumbered(replies),
];
