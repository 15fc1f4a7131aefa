import type { WidgetOf } from '#local/dashboard/body/widget.ts';
import type { AlarmState } from '#local/dashboard/figures/alarm-state.ts';
import { type Html, html } from './html.ts';

const words: Readonly<Record<AlarmState, string>> = {
  ok: 'OK',
  alarm: 'In alarm',
  insufficient: 'Insufficient data',
  elsewhere: 'Measured by AWS only',
};

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** A tile for each alarm. The name of the dashboard, with which theirs begin, is left out. */
export const drawTiles = (
  { properties: { alarms } }: WidgetOf<'alarm'>,
  { states, dashboard }: { readonly states: ReadonlyMap<string, AlarmState>; readonly dashboard: string },
): Html =>
  html`<ul class="tiles">${alarms.map((arn) => {
    const state = states.get(arn) ?? 'elsewhere';
    const name = nameOf(arn);
    const short = name.startsWith(`${dashboard}-`) ? name.slice(dashboard.length + 1) : name;
    return html`<li class="${state}" title="${name}"><b>${short}</b><span>${words[state]}</span></li>`;
  })}</ul>`;
