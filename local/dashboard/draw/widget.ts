import { readMetricRows } from '#local/dashboard/body/metric-rows.ts';
import type { Alarm } from '#local/dashboard/body/read-alarms.ts';
import type { Widget, WidgetOf } from '#local/dashboard/body/widget.ts';
import { alarmStates } from '#local/dashboard/figures/alarm-state.ts';
import type { Range } from '#local/dashboard/figures/range.ts';
import type { Metrics } from '#local/dashboard/figures/read-metric.ts';
import { readRows } from '#local/dashboard/figures/read-rows.ts';
import { drawChart } from './chart.ts';
import { drawFigures } from './figure.ts';
import { type Html, html } from './html.ts';
import { drawMarkdown } from './markdown.ts';
import { drawTiles } from './tiles.ts';

/** What widgets are drawn from. */
export type Seen = {
  /** The dashboard's name. */
  readonly name: string;
  readonly alarms: readonly Alarm[];
  readonly metrics: Metrics;
  readonly range: Range;
};

const drawMetrics = (widget: WidgetOf<'metric'>, { metrics, range }: Seen): Html => {
  const { metrics: entries, stat, view, setPeriodToTimeRange, start } = widget.properties;
  const rows = readMetricRows(entries, stat);
  if (view === 'timeSeries')
    return drawChart(widget, readRows(rows, { metrics, range, grain: 'minutes' }), range);
  // One with a begin of its own looks back for weeks, and so at everything that is kept.
  const own = start === undefined ? range : { ...range, from: 0 };
  const grain = setPeriodToTimeRange ? 'range' : 'minutes';
  return drawFigures(widget, readRows(rows, { metrics, range: own, grain }));
};

/** What stands in a widget below its title. A custom widget's place is filled by the page's script. */
const drawContent = (widget: Widget, seen: Seen): Html => {
  switch (widget.type) {
    case 'text':
      return drawMarkdown(widget.properties.markdown);
    case 'metric':
      return drawMetrics(widget, seen);
    case 'alarm': {
      const states = alarmStates(seen.alarms, { metrics: seen.metrics, now: seen.range.to });
      return drawTiles(widget, { states, dashboard: seen.name });
    }
    case 'log':
      return html`<pre>${widget.properties.query}</pre><p class="elsewhere">queried by CloudWatch only</p>`;
    case 'custom':
      return html`<div class="custom-content"></div>`;
    default:
      return widget satisfies never;
  }
};

const titleOf = (widget: Widget): Html =>
  widget.type === 'text' ? html`` : html`<h3 class="title">${widget.properties.title}</h3>`;

/** A widget in its place on the grid; `number` is its place in the dashboard's body. */
export const drawWidget = (widget: Widget, number: number, seen: Seen): Html => {
  const place = `x${widget.x} w${widget.width} y${widget.y} h${widget.height}`;
  return html`<section class="widget ${widget.type} ${place}" data-number="${number}">${titleOf(widget)}
    <div class="content">${drawContent(widget, seen)}</div></section>`;
};
