import { oneLine } from '#functions/shared/domain/text.ts';
import type { Hsl } from './hsl.ts';
import { joined, said } from './lines.ts';
import { httpLink, linkName } from './link.ts';
import { objectAt, textAt } from './own.ts';

/** What a card shows beside its buttons. `image` is a picture's or a video's link. */
export type Face = { title: string; subTitle: string; description: string; image?: string | undefined };

export const parseFace = (card: Hsl): Face => ({
  title: textAt(card, 'title'),
  subTitle: textAt(card, 'sub_title'),
  description: textAt(card, 'description'),
  image: httpLink(textAt(objectAt(card, 'thumbnail'), 'image')),
});

const longestDescription = 2048;

export const renderImage = (link: string): string => `${linkName(link, 'Image')}: ${link}`;

export const renderFace = ({ title, subTitle, description, image }: Face): string[] =>
  said(
    joined([title, subTitle]),
    oneLine(description, longestDescription),
    image === undefined ? '' : renderImage(image),
  );
