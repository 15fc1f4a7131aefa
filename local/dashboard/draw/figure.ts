import type { WidgetOf } from '#local/dashboard/body/widget.ts';
import type { ReadRow } from '#local/dashboard/figures/read-rows.ts';
import { isMissing } from '#local/dashboard/figures/reading.ts';
import { type Html, html } from './html.ts';
import { formatFigure } from './scale.ts';

const fullPrecision = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });

/** The last figure of each row as a number, or why there is none. */
export const drawFigures = ({ properties }: WidgetOf<'metric'>, rows: readonly ReadRow[]): Html => {
  const format = properties.singleValueFullPrecision
    ? (value: number) => fullPrecision.format(value)
    : formatFigure;
  return html`<dl class="figures">${rows.map(({ row, reading }) => {
    if (isMissing(reading))
      return html`<div><dd class="elsewhere">${reading.missing}</dd><dt>${row.label}</dt></div>`;
    const last = reading.points.at(-1);
    return html`<div><dd>${last ? format(last.value) : '–'}</dd><dt>${row.label}</dt></div>`;
  })}</dl>`;
};
