import type { Actionable } from '#functions/shared/domain/hsl/actionable.ts';
import type { Listing } from '#functions/shared/domain/hsl/listing.ts';
import { renderActionable } from '#functions/shared/domain/hsl/render-actionable.ts';
import { type Html, html } from '#functions/widget/html/html.ts';
import { outerLink } from '#functions/widget/html/link.ts';

/** What stands behind a button's name in the line of a link: the name alone is pressed here. */
const behindName = (url: string): string => `: ${url}`;

/** A button: a link leads where it leads, anything else does nothing here. */
const chip = (actionable: Actionable): Html => {
  const [line = '', ...behind] = renderActionable(actionable);
  if (actionable.kind === 'link')
    return outerLink(line.slice(0, -behindName(actionable.url).length), actionable.url, 'chip');
  const hint = behind.map((text) => html`<br><span class="small">${text}</span>`);
  return html`<span class="chip">${line}${hint}</span>`;
};

/** What is not shown of a list. */
export const moreOf = ({ more }: Listing<unknown>): Html | undefined =>
  more === 0 ? undefined : html`<span class="muted small">… and ${more} more</span>`;

/** Buttons side by side. */
export const chips = (...lists: readonly Listing<Actionable>[]): Html | undefined => {
  if (lists.every(({ shown }) => shown.length === 0)) return undefined;
  const each = lists.map((list) => [list.shown.map(chip), moreOf(list)]);
  return html`<div class="chips">${each}</div>`;
};
