import { type Html, html, type Piece } from './html.ts';
import { style } from './style.ts';

export type Theme = 'light' | 'dark';

/** Everything that one call answers. CloudWatch's own styles are off, so that it looks the same wherever it is shown. */
export const page = (theme: Theme, ...content: readonly Piece[]): Html =>
  html`<div class="cwdb-no-default-styles relay ${theme}">${style}${content}</div>`;
