import { httpLink } from '#functions/shared/domain/hsl/link.ts';
import { type Html, html } from './html.ts';

/** A link to somewhere else, http or https only; of anything else the name is left. Nothing of ours goes along. */
export const outerLink = (name: string, url: string, look = ''): Html => {
  const href = httpLink(url);
  if (href === undefined) return html`<span class="${look}">${name}</span>`;
  return html`<a class="${look}" href="${href}" title="${href}" target="_blank" rel="noopener noreferrer">${name} ↗</a>`;
};
