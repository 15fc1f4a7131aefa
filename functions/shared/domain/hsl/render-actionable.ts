import { oneLine } from '#functions/shared/domain/text.ts';
import type { Actionable, Screen } from './actionable.ts';
import { splitGroups } from './element-text.ts';
import { renderFace, renderImage } from './face.ts';
import { linkName } from './link.ts';
import { type Listing, marked, renderListing } from './listing.ts';

/** The label, else the message that pressing it would send, else a name for the kind of thing. */
const nameOf = ({ label, message }: Actionable, fallback = 'Option'): string =>
  oneLine(label) || oneLine(splitGroups(message).visible) || fallback;

const renderScreen = (screen: Screen): string[] => [
  ...renderFace(screen),
  ...renderListing(screen.images, (image) => [renderImage(image)]),
  ...renderListing(screen.items, (item) => marked('- ', renderFace(item))),
  ...renderBulleted(screen.actionables),
];

/** A button as lines: what it is called and where it leads. */
export const renderActionable = (actionable: Actionable): string[] => {
  switch (actionable.kind) {
    case 'reply':
    case 'inert':
      return [nameOf(actionable)];
    case 'link':
      return [`${nameOf(actionable, linkName(actionable.url, 'Link'))}: ${actionable.url}`];
    case 'call':
      return [`${nameOf(actionable)} (call)`];
    case 'screen':
      return [nameOf(actionable), ...renderScreen(actionable.screen)];
    case 'form':
    case 'app':
      return [`${nameOf(actionable)} (not available here)`];
    default:
      return actionable satisfies never;
  }
};

/** Numbered from 1: the only buttons of their element, so that a number names one. */
export const renderNumbered = (actionables: Listing<Actionable>): string[] =>
  renderListing(actionables, (actionable, index) => marked(`${index + 1}. `, renderActionable(actionable)));

/** Not numbered: buttons that stand beside others of the same element. */
export const renderBulleted = (actionables: Listing<Actionable>): string[] =>
  renderListing(actionables, (actionable) => marked('- ', renderActionable(actionable)));
