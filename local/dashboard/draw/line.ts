import { timeText } from './axes.ts';
import { type Html, html } from './html.ts';
import { type Plot, xOf, yOf } from './plot.ts';
import type { Scale } from './scale.ts';
import type { DrawnPoint } from './stack.ts';

const minuteMs = 60_000;

/** A line of a chart; `colour` is its place among the colours. */
export type Line = {
  readonly label: string;
  readonly colour: number;
  readonly scale: Scale;
  readonly points: readonly DrawnPoint[];
};

/** Runs of points without a minute missing between them. */
const runsOf = (points: readonly DrawnPoint[]): DrawnPoint[][] => {
  const runs: DrawnPoint[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && point.at - last.at <= minuteMs) run.push(point);
    else runs.push([point]);
  }
  return runs;
};

/** Points that are joined. One that stands alone is larger, as no line leads to it. */
const drawRun = (plot: Plot, { label, scale }: Line, run: readonly DrawnPoint[]): Html => {
  const places = run.map(({ at, value, top }) => ({ at, value, x: xOf(plot, at), y: yOf(plot, scale, top) }));
  const radius = run.length > 1 ? 2 : 3;
  const dots = places.map(
    ({ at, value, x, y }) =>
      html`<circle cx="${x}" cy="${y}" r="${radius}"><title>${label}: ${Number(value.toPrecision(6))} at ${timeText(at)} UTC</title></circle>`,
  );
  return html`<polyline points="${places.map(({ x, y }) => `${x},${y}`).join(' ')}"/>${dots}`;
};

export const drawLine = (plot: Plot, line: Line): Html =>
  html`<g class="line c${line.colour}">${runsOf(line.points).map((run) => drawRun(plot, line, run))}</g>`;

/** The surface between a line of a stack and what it stands on. */
export const drawArea = (plot: Plot, { colour, scale, points }: Line): Html => {
  const upper = points.map(({ at, top }) => `${xOf(plot, at)},${yOf(plot, scale, top)}`);
  const lower = points.map(({ at, bottom }) => `${xOf(plot, at)},${yOf(plot, scale, bottom)}`);
  return html`<polygon class="area c${colour}" points="${[...upper, ...lower.toReversed()].join(' ')}"/>`;
};
