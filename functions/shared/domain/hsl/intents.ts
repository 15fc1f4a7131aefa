import { oneLine } from '#functions/shared/domain/text.ts';
import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import { type Listing, listOf, renderListing } from './listing.ts';
import { asText, objectAt, own, textAt } from './own.ts';

/** "Did you mean …?": each intent is what the user would send to choose it. */
export type IntentsElement = { kind: 'intents'; text: string; intents: Listing<string> };

/**
 * The element's type is not documented, only its `data.intents`. An element that has buttons of its own shows the
 * choice by these.
 */
export const parseIntents = (hsl: Hsl): IntentsElement | undefined => {
  const data = objectAt(hsl, 'data');
  const intents = listOf(own(data, 'intents'), (intent) => asText(intent) || undefined);
  const hasButtons = ['quick_replies', 'items'].some(
    (key) => listOf(own(data, key), () => true).shown.length > 0,
  );
  return intents.shown.length === 0 || hasButtons
    ? undefined
    : { kind: 'intents', text: textAt(hsl, 'text'), intents };
};

export const renderIntents = ({ text, intents }: IntentsElement): string[] => [
  ...renderText(text),
  ...renderListing(intents, (intent, index) => [`${index + 1}. ${oneLine(intent) || 'Option'}`]),
];
