import { type Html, html } from './html.ts';

/** What stands below a chart for one of its lines; `missing` says why it has no figures here. */
export type LegendEntry = {
  readonly label: string;
  readonly colour: number;
  readonly missing?: string | undefined;
};

const rowPx = 18;

/** About as wide as a label is drawn. */
const widthOf = ({ label }: LegendEntry): number => 26 + label.length * 6.2;

/** How high the legend of a chart of this width is: it is laid out by the browser, so this is near enough only. */
export const legendHeight = (entries: readonly LegendEntry[], width: number): number => {
  let [rows, used] = [1, 0];
  for (const entryWidth of entries.map(widthOf)) {
    if (used > 0 && used + entryWidth > width) [rows, used] = [rows + 1, 0];
    used += entryWidth;
  }
  return rows * rowPx;
};

export const drawLegend = (entries: readonly LegendEntry[]): Html =>
  html`<ul class="legend">${entries.map(({ label, colour, missing }) =>
    missing === undefined
      ? html`<li class="c${colour}">${label}</li>`
      : html`<li class="missing" title="${missing}">${label}</li>`,
  )}</ul>`;
