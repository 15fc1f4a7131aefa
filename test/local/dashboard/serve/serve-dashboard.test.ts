import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { type DashboardServer, serveDashboard } from '#local/dashboard/serve/serve-dashboard.ts';
import { createMetricStore } from '#local/metrics/metric-store.ts';

const endpoint = 'arn:aws:lambda:us-east-1:000000000000:function:widget';

/** A dashboard with a text and a custom widget, and the events that its function was called with. */
const serve = async () => {
  const events: string[] = [];
  const place = { x: 0, y: 0, width: 6, height: 3 };
  const server = await serveDashboard({
    dashboard: {
      name: 'sample',
      widgets: [
        { type: 'text', ...place, properties: { markdown: '# <Title>' } },
        { type: 'custom', ...place, properties: { title: 'Sample', endpoint, params: {} } },
      ],
    },
    alarms: [],
    metrics: createMetricStore(),
    call: async (_, event) => {
      events.push(event);
      return { outcome: 'returned', payload: '"<p>done</p>"' };
    },
  });
  return { server, events };
};

const call = { number: 1, forms: {}, theme: 'light', width: 1, height: 1 };

type Asked = { readonly headers?: object; readonly body?: unknown; readonly path?: string };

/** As a browser asks: fetch would not let a test set the name of the host. */
const ask = ({ url }: DashboardServer, { headers, body = call, path = '/call' }: Asked) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const outgoing = request(`${url}${path}`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json', ...headers },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode, body: read }), reject);
    });
    outgoing.end(JSON.stringify(body));
  });

test('the page runs scripts of its own only', async () => {
  const { server } = await serve();
  await using _ = server;

  const answer = await fetch(server.url);

  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).not.toContain('unsafe');
  const page = await answer.text();
  expect(page).toContain('<h1>&lt;Title&gt;</h1>');
  expect(page).not.toMatch(/ style=| on\w+=|<script>/);
});

test('the page calls the function of its widget', async () => {
  const { server, events } = await serve();
  await using _ = server;

  expect(await ask(server, {})).toEqual({ status: 200, body: '{"html":"<p>done</p>"}' });
  expect(events).toHaveLength(1);
});

test.each<[string, number, Asked]>([
  ['another site', 403, { headers: { origin: 'https://evil.example.com' } }],
  ['a form', 403, { headers: { 'content-type': 'text/plain' } }],
  ['another name for this machine', 421, { headers: { host: 'rebound.example.com' } }],
  ['somebody who calls another function', 403, { body: { ...call, endpoint: `${endpoint}-of-another` } }],
  ['somebody who calls a widget without a function', 404, { body: { ...call, number: 0 } }],
  ['somebody who calls a widget that is not there', 404, { body: { ...call, number: 7 } }],
  ['somebody who says nothing', 400, { body: {} }],
  ['somebody who posts elsewhere', 405, { path: '/' }],
])('%s is answered %d, and nothing is called', async (_name, status, asked) => {
  const { server, events } = await serve();
  await using _ = server;

  expect(await ask(server, asked)).toMatchObject({ status });
  expect(events).toEqual([]);
});

test.each(['/nothing', '/browser/../serve/answer.ts', '/browser/%2e%2e/serve/answer.ts'])(
  'at %s there is nothing',
  async (path) => {
    const { server } = await serve();
    await using _ = server;

    expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  },
);
