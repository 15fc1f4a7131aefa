import { type Html, html } from './html.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
  [day, 'd'],
  [hour, 'h'],
  [minute, 'min'],
  [second, 's'],
] as const;

/** The largest unit of which two fit in, so that it says no less than half of what is so. */
const span = (milliseconds: number): string => {
  const [length, name] = units.find(([unit]) => milliseconds >= 2 * unit) ?? [second, 's'];
  return `${Math.max(0, Math.floor(milliseconds / length))} ${name}`;
};

/** Epoch milliseconds as `2026-11-21 09:00:00 UTC`; what no calendar has stays a number. */
export const timeText = (at: number): string =>
  Number.isFinite(new Date(at).getTime())
    ? `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
    : String(at);

/** How long ago something was, and when where it is pointed at. Epoch milliseconds. */
export const ago = (at: number, now: number): Html =>
  html`<span title="${timeText(at)}">${span(now - at)} ago</span>`;
