import type { Dashboard } from '#local/dashboard/body/read-dashboard.ts';
import { timeText } from './axes.ts';
import { type Html, html } from './html.ts';
import { drawWidget, type Seen } from './widget.ts';

/** How many minutes the page can show; the metric store keeps three hours. */
export const shownMinutes = [15, 60, 180] as const;

export type ShownMinutes = (typeof shownMinutes)[number];

const words: Readonly<Record<ShownMinutes, string>> = { 15: '15 minutes', 60: '1 hour', 180: '3 hours' };

const drawRanges = (chosen: ShownMinutes): Html =>
  html`<nav aria-label="Time range">${shownMinutes.map((minutes) =>
    minutes === chosen
      ? html`<a href="/?minutes=${minutes}" aria-current="true">${words[minutes]}</a>`
      : html`<a href="/?minutes=${minutes}">${words[minutes]}</a>`,
  )}<a href="/?minutes=${chosen}" class="refresh">Refresh</a></nav>`;

/** The whole page. */
export const drawPage = (
  { widgets }: Dashboard,
  { seen, minutes }: { readonly seen: Seen; readonly minutes: ShownMinutes },
): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${seen.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<link rel="stylesheet" href="/widgets.css">
<link rel="stylesheet" href="/charts.css">
<link rel="stylesheet" href="/places.css">
<script type="module" src="/browser/dashboard.js"></script>
</head>
<body data-minutes="${minutes}">
<header><h1>${seen.name}</h1>
<p>This dashboard as the template has it, with the figures of this machine, ${timeText(seen.range.to)} UTC</p>
${drawRanges(minutes)}</header>
<main>${widgets.map((widget, number) => drawWidget(widget, number, seen))}</main>
</body>
</html>
`.html;
