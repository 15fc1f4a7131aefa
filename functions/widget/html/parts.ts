import { type Html, html, type Piece } from './html.ts';

type Look = 'good' | 'bad' | 'warn' | 'plain';

/** A short word in a frame. */
export const tag = (text: string, look: Look = 'plain'): Html =>
  html`<span class="tag ${look}">${text}</span>`;

/** A message of the widget's own, above what it shows. */
export const box = (look: Look, ...content: readonly Piece[]): Html =>
  html`<div class="box ${look}">${content}</div>`;

export const muted = (...content: readonly Piece[]): Html => html`<p class="muted small">${content}</p>`;

/** An id or a name of something. */
export const mono = (text: string): Html => html`<span class="mono">${text}</span>`;

export const heading = (text: string): Html => html`<h2>${text}</h2>`;

/** A row of buttons and the like. */
export const bar = (...content: readonly Piece[]): Html => html`<div class="bar">${content}</div>`;

/** Figures side by side, each below what it means. */
export const facts = (figures: readonly (readonly [name: string, figure: Piece])[]): Html => {
  const each = figures.map(
    ([name, figure]) => html`<div><span class="name">${name}</span><b>${figure}</b></div>`,
  );
  return html`<div class="facts">${each}</div>`;
};

/** Rows of as many cells as there are headings; `empty` stands where there is none. */
export const table = (
  headings: readonly string[],
  rows: readonly (readonly Piece[])[],
  empty: string,
): Html => {
  if (rows.length === 0) return muted(empty);
  const head = headings.map((heading) => html`<th>${heading}</th>`);
  const body = rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`);
  return html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
};

/** Fields to write into, with buttons behind them. */
export const form = (fields: readonly Piece[], ...buttons: readonly Piece[]): Html =>
  html`<div class="bar low"><form>${bar(fields)}</form>${buttons}</div>`;

export type Choice = { name: string; label: string; chosen?: string | undefined; of: readonly string[] };

/** A field of a form with a choice of values. */
export const choice = ({ name, label, chosen, of }: Choice): Html => {
  const options = of.map((value) =>
    value === chosen
      ? html`<option value="${value}" selected="selected">${value}</option>`
      : html`<option value="${value}">${value}</option>`,
  );
  return html`<label>${label}<select name="${name}">${options}</select></label>`;
};

export type Input = { name: string; label: string; value?: string | undefined };

/** A field of a form to write into. */
export const input = ({ name, label, value = '' }: Input): Html =>
  html`<label>${label}<input name="${name}" value="${value}"></label>`;
