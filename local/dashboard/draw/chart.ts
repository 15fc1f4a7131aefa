import type { AxisName, WidgetOf } from '#local/dashboard/body/widget.ts';
import type { Range } from '#local/dashboard/figures/range.ts';
import type { ReadRow } from '#local/dashboard/figures/read-rows.ts';
import { isMissing } from '#local/dashboard/figures/reading.ts';
import { drawAxes, drawRightAxis } from './axes.ts';
import { contentSize } from './grid.ts';
import { type Html, html, nothing } from './html.ts';
import { drawLegend, type LegendEntry, legendHeight } from './legend.ts';
import { drawArea, drawLine } from './line.ts';
import { type Plot, yOf } from './plot.ts';
import { createScale, type Scale } from './scale.ts';
import { type DrawnPoint, sideBySide, stack } from './stack.ts';

type MetricWidget = WidgetOf<'metric'>;

/** A row as it is drawn: its points, upon others where the widget stacks them. */
type Drawn = {
  readonly label: string;
  readonly colour: number;
  readonly axis: AxisName;
  readonly points: readonly DrawnPoint[];
};

/** As many as styles/charts.css has. */
const colourCount = 10;

const legendOf = (rows: readonly ReadRow[]): LegendEntry[] =>
  rows.map(({ row, reading }, place) => ({
    label: row.label,
    colour: place % colourCount,
    missing: isMissing(reading) ? reading.missing : undefined,
  }));

const drawnRows = ({ properties: { stacked } }: MetricWidget, rows: readonly ReadRow[]): Drawn[] => {
  const points = rows.map(({ reading }) => (isMissing(reading) ? [] : reading.points));
  const drawn = stacked ? stack(points) : sideBySide(points);
  return rows.flatMap(({ row, reading }, place) =>
    isMissing(reading)
      ? []
      : [{ label: row.label, colour: place % colourCount, axis: row.axis, points: drawn[place] ?? [] }],
  );
};

const scaleOf = ({ properties }: MetricWidget, drawn: readonly Drawn[], axis: AxisName): Scale => {
  const values = drawn
    .filter((row) => row.axis === axis)
    .flatMap(({ points }) => points.map(({ top }) => top));
  const marks = properties.annotations.horizontal.filter(({ yAxis }) => yAxis === axis);
  return createScale([...values, ...marks.map(({ value }) => value)], properties.yAxis[axis]);
};

const drawMarks = (
  plot: Plot,
  { properties }: MetricWidget,
  scales: Readonly<Record<AxisName, Scale>>,
): Html =>
  html`${properties.annotations.horizontal.map(({ value, label, yAxis }) => {
    const y = yOf(plot, scales[yAxis], value);
    return html`<line class="mark" x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}"/>
      <text class="mark" x="${plot.right - 4}" y="${y - plot.top < 14 ? y + 13 : y - 4}" text-anchor="end">${label} ${value}</text>`;
  })}`;

const drawPlot = (widget: MetricWidget, drawn: readonly Drawn[], plot: Plot): Html => {
  const scales = { left: scaleOf(widget, drawn, 'left'), right: scaleOf(widget, drawn, 'right') };
  const hasRight = drawn.some(({ axis }) => axis === 'right');
  return html`${drawAxes(plot, scales.left)}
    ${hasRight ? drawRightAxis(plot, scales.right) : nothing}
    ${drawMarks(plot, widget, scales)}
    ${drawn.map((row) => {
      const line = { ...row, scale: scales[row.axis] };
      return html`${widget.properties.stacked ? drawArea(plot, line) : nothing}${drawLine(plot, line)}`;
    })}`;
};

const why = (entries: readonly LegendEntry[]): string =>
  [...new Set(entries.flatMap(({ missing }) => missing ?? []))].join(' · ');

/** A chart of lines, or of surfaces upon each other, with a legend that tells which of them have no figures here. */
export const drawChart = (widget: MetricWidget, rows: readonly ReadRow[], range: Range): Html => {
  const entries = legendOf(rows);
  const drawn = drawnRows(widget, rows);
  if (drawn.length === 0) return html`<p class="elsewhere">${why(entries)}</p>${drawLegend(entries)}`;
  const { width, height } = contentSize(widget);
  const svgHeight = Math.max(80, height - legendHeight(entries, width));
  const right = drawn.some(({ axis }) => axis === 'right') ? width - 42 : width - 10;
  const plot = { left: 42, right, top: 8, bottom: svgHeight - 20, range };
  const isEmpty = drawn.every(({ points }) => points.length === 0);
  return html`<svg width="${width}" height="${svgHeight}" viewBox="0 0 ${width} ${svgHeight}" role="img">
    <title>${widget.properties.title}</title>${drawPlot(widget, drawn, plot)}
    ${isEmpty ? html`<text class="empty" x="${width / 2}" y="${svgHeight / 2}" text-anchor="middle">No data</text>` : nothing}
    </svg>${drawLegend(entries)}`;
};
