import { type Html, html } from './html.ts';
import { type Plot, xOf, yOf } from './plot.ts';
import { formatFigure, type Scale } from './scale.ts';

const minuteMs = 60_000;

/** Minutes between two times that are written below a chart, of which about six fit. */
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180];

const timesIn = ({ range: { from, to } }: Plot): number[] => {
  const step = minuteMs * (timeSteps.find((minutes) => (to - from) / (minutes * minuteMs) <= 6) ?? 360);
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, place) => first + place * step);
};

/** Hours and minutes, UTC as everywhere in CloudWatch. */
export const timeText = (at: number): string => new Date(at).toISOString().slice(11, 16);

const drawTimes = (plot: Plot): Html =>
  html`${timesIn(plot).map(
    (at) =>
      html`<text class="tick" x="${xOf(plot, at)}" y="${plot.bottom + 15}" text-anchor="middle">${timeText(at)}</text>`,
  )}`;

/** The times below, and the lines and figures of the left axis. */
export const drawAxes = (plot: Plot, scale: Scale): Html => {
  const lines = scale.ticks.map((tick) => {
    const y = yOf(plot, scale, tick);
    return html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}"/>
      <text class="tick" x="${plot.left - 6}" y="${y + 4}" text-anchor="end">${formatFigure(tick)}</text>`;
  });
  return html`${lines}${drawTimes(plot)}`;
};

/** The figures of the right axis; its lines would only cross the left one's. */
export const drawRightAxis = (plot: Plot, scale: Scale): Html =>
  html`${scale.ticks.map(
    (tick) =>
      html`<text class="tick" x="${plot.right + 6}" y="${yOf(plot, scale, tick) + 4}">${formatFigure(tick)}</text>`,
  )}`;
