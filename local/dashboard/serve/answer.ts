import type { IncomingMessage } from 'node:http';
import type { Alarm } from '#local/dashboard/body/read-alarms.ts';
import type { Dashboard } from '#local/dashboard/body/read-dashboard.ts';
import { drawPage, type ShownMinutes, shownMinutes } from '#local/dashboard/draw/page.ts';
import { drawPlaces } from '#local/dashboard/draw/places.ts';
import type { Range } from '#local/dashboard/figures/range.ts';
import type { Metrics } from '#local/dashboard/figures/read-metric.ts';
import { readBody } from '#local/http/read-body.ts';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';
import { splitUrl } from '#local/split-url.ts';
import { json, page, type Reply, refuse } from './reply.ts';
import { staticFiles } from './static-files.ts';
import { widgetAnswer } from './widget-answer.ts';
import { type WidgetCall, widgetCallSchema, widgetEvent } from './widget-call.ts';

/** What the page shows, and how it calls functions. */
export type Shown = {
  readonly dashboard: Dashboard;
  readonly alarms: readonly Alarm[];
  readonly metrics: Metrics;
  /** Calls the function of this ARN with an event, JSON text. */
  readonly call: (arn: string, event: string) => Promise<InvocationResult>;
};

const largestBody = 256 * 1024;

const minutesIn = (query: string): ShownMinutes => {
  const asked = Number(new URLSearchParams(query).get('minutes'));
  return shownMinutes.find((minutes) => minutes === asked) ?? shownMinutes[0];
};

const rangeOf = (query: string): Range => {
  const to = Date.now();
  return { from: to - minutesIn(query) * 60_000, to };
};

const drawn = ({ dashboard, alarms, metrics }: Shown, query: string): Reply => {
  const seen = { name: dashboard.name, alarms, metrics, range: rangeOf(query) };
  return page(drawPage(dashboard, { seen, minutes: minutesIn(query) }));
};

/** The functions that the dashboard calls by itself: no other is called for it, whatever an answer says. */
const endpointsOf = ({ widgets }: Dashboard): string[] =>
  widgets.flatMap((widget) => (widget.type === 'custom' ? [widget.properties.endpoint] : []));

const called = async (shown: Shown, call: WidgetCall, query: string): Promise<Reply> => {
  const { dashboard } = shown;
  const widget = dashboard.widgets[call.number];
  if (widget?.type !== 'custom') return refuse(404, `Widget ${call.number} calls no function.`);
  const endpoint = call.endpoint ?? widget.properties.endpoint;
  if (!endpointsOf(dashboard).includes(endpoint))
    return refuse(403, 'No widget of the dashboard has this function.');
  const event = widgetEvent(call, widget, { dashboard, range: rangeOf(query) });
  return json(widgetAnswer(await shown.call(endpoint, JSON.stringify(event))));
};

/** A page of another site can neither name this type without asking first, nor have our origin. */
const isOurs = ({ headers }: IncomingMessage, url: string): boolean =>
  headers.origin === url && headers['content-type'] === 'application/json';

const readCall = async (request: IncomingMessage): Promise<WidgetCall | undefined> => {
  const body = await readBody(request, largestBody);
  if (!body) return undefined;
  try {
    return widgetCallSchema.parse(JSON.parse(body.toString()));
  } catch {
    return undefined;
  }
};

/** Answers the page's requests; `url` is its own, and what is asked of another name is refused. */
export const createAnswer = (shown: Shown) => {
  const files = new Map([
    ...staticFiles(),
    ['/places.css', { status: 200, type: 'text/css', body: drawPlaces(shown.dashboard.widgets) }] as const,
  ]);

  return async (request: IncomingMessage, url: string): Promise<Reply> => {
    const { path, query } = splitUrl(request);
    if (`http://${request.headers.host}` !== url) return refuse(421, `This is ${url}.`);
    if (request.method === 'POST' && path === '/call') {
      if (!isOurs(request, url)) return refuse(403, 'Only the page itself may call.');
      const call = await readCall(request);
      return call ? called(shown, call, query) : refuse(400, 'This is no call of a widget.');
    }
    if (request.method !== 'GET') return refuse(405, 'This is a page to look at.');
    return path === '/' ? drawn(shown, query) : (files.get(path) ?? refuse(404, 'There is no such page.'));
  };
};
