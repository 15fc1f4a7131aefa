import { type Actionable, parseActionables } from './actionable.ts';
import { renderText } from './element-text.ts';
import { type Face, parseFace, renderFace } from './face.ts';
import type { Hsl } from './hsl.ts';
import { type Listing, listOfObjects, marked, renderListing } from './listing.ts';
import { objectAt, own, textAt } from './own.ts';
import { renderBulleted } from './render-actionable.ts';

/** `miniActionable` is a lesser button in a corner of the card. */
export type Card = Face & { actionables: Listing<Actionable>; miniActionable: Listing<Actionable> };

/** Cards side by side. A single image or video is a carousel of one card that holds nothing else. */
export type CarouselElement = { kind: 'carousel'; text: string; cards: Listing<Card> };

/** This ratio squeezes the picture out of sight; the documents advise it, with a blank one, for cards without. */
const ratioWithoutImage = 1000;

const parseCard = (card: Hsl, hasImages: boolean): Card => {
  const face = parseFace(card);
  return {
    ...face,
    image: hasImages ? face.image : undefined,
    // The table of properties has the one name, the samples the other.
    actionables: parseActionables(own(card, 'actionables') ?? own(card, 'actionable')),
    miniActionable: parseActionables(own(card, 'mini_actionable')),
  };
};

export const parseCarousel = (hsl: Hsl): CarouselElement => {
  const data = objectAt(hsl, 'data');
  const hasImages = !(Number(textAt(data, 'image_aspect_ratio')) >= ratioWithoutImage);
  return {
    kind: 'carousel',
    text: textAt(hsl, 'text'),
    cards: listOfObjects(own(data, 'items'), (card) => parseCard(card, hasImages)),
  };
};

const renderCard = (card: Card): string[] => [
  ...renderFace(card),
  ...renderBulleted(card.actionables),
  ...renderBulleted(card.miniActionable),
];

export const renderCarousel = ({ text, cards }: CarouselElement): string[] => {
  const mark = cards.shown.length === 1 ? '' : '- ';
  return [...renderText(text), ...renderListing(cards, (card) => marked(mark, renderCard(card)))];
};
