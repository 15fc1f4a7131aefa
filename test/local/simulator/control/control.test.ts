import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { startSimulator } from '#local/simulator/start-simulator.ts';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const untouched = {
  enabled: true,
  disabledCount: 0,
  underWay: 0,
  waiting: 0,
  queued: 0,
  delivered: 0,
  dropped: 0,
  lost: 0,
};

const empty = {
  users: [],
  received: 0,
  calls: [],
  script: [],
  deliveries: {},
  webhook: untouched,
  history: [],
};

const logged = z.object({ message_id: z.int(), created_at: z.string(), message_body: z.string() });

test.each([
  { title: 'JSON', body: '{"event_name":"message"}' },
  { title: 'JSON with odd white space', body: '{ "typing indicator":\n "start" }\n' },
  { title: 'what is not JSON', body: '\u0000{"half' },
  { title: 'nothing', body: '' },
])('deliver sends $title on byte for byte and answers with the outcome', async ({ body }) => {
  await using receiver = await startReceiver((response) => response.writeHead(202).end('{"status":"fine"}'));
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });

  const { status, json } = await simulator.call('POST', '/_control/deliver', body);

  expect(status).toBe(200);
  expect(json).toEqual({ id: 1, status: 202, ms: expect.any(Number), body: '{"status":"fine"}' });
  expect(receiver.arrivals.map((arrival) => arrival.body.toString('utf8'))).toEqual([body]);
});

test.each([
  { query: 'signature=missing', headers: { 'content-type': 'application/json' }, signed: false },
  { query: 'contentType=text/plain', headers: { 'content-type': 'text/plain' }, signed: true },
])('deliver?$query changes the headers, of the repeats too', async ({ query, headers, signed }) => {
  const statuses = [503, 200];
  await using receiver = await startReceiver((response) => response.writeHead(statuses.shift() ?? 200).end());
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url, timeScale: 10_000 });

  await simulator.call('POST', `/_control/deliver?${query}`, '{}');
  await simulator.settled();

  expect(receiver.arrivals).toHaveLength(2);
  for (const arrival of receiver.arrivals) {
    expect(arrival.headers).toMatchObject(headers);
    expect('x-hub-signature' in arrival.headers).toBe(signed);
  }
});

test.each([
  { path: '/_control/deliver?signature=odd', names: /^signature: must be one of wrong, missing, repeated$/ },
  { path: '/_control/deliver?contentType=', names: /^contentType: / },
  { path: '/_control/deliver?signatur=wrong', names: /^query: must not have signatur$/ },
])('$path is a 400 that says what is wrong, and nothing is sent', async ({ path, names }) => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });

  const { status, json } = await simulator.call('POST', path, '{}');

  expect(status).toBe(400);
  expect(json).toEqual({ error_message: expect.stringMatching(names) });
  expect(receiver.arrivals).toEqual([]);
});

test('state?wait=settled answers when no repeat waits any more', async () => {
  const statuses = [503, 503, 200];
  await using receiver = await startReceiver((response) => response.writeHead(statuses.shift() ?? 200).end());
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url, timeScale: 10_000 });
  await simulator.deliver('{}');

  const { json } = await simulator.call('GET', '/_control/state?wait=settled');

  expect(json).toMatchObject({ deliveries: { 503: 2, 200: 1 }, webhook: { waiting: 0, delivered: 1 } });
});

test('a delivery that nobody takes is an outcome, not an error of the control call', async () => {
  const receiver = await startReceiver();
  await receiver.close();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });

  const { status, json } = await simulator.call('POST', '/_control/deliver', {});

  expect(status).toBe(200);
  expect(json).toMatchObject({ status: 'unreachable' });
});

test('received lists what clients logged, in order, with ids and times', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');
  const first = await simulator.log('meera-01', 'one');
  const second = await simulator.log('meera-01', 'two');

  const { json } = await simulator.call('GET', '/_control/received');

  const entries = [first, second].map((answer) => {
    const { message_id, created_at, message_body } = z.parse(logged, answer.json);
    const body = { user: { auth_id: 'meera-01' }, message_body, message_type: 0, business_id: 343 };
    return { messageId: message_id, receivedAt: created_at, body };
  });
  expect(entries.map(({ body }) => body.message_body)).toEqual(['one', 'two']);
  expect(json).toEqual({ received: entries, feedback: [] });
});

test('state tells users, received messages, calls, attempts by outcome and the webhook', async () => {
  const answers = [200, 401, 200];
  await using receiver = await startReceiver((response) => response.writeHead(answers.shift() ?? 500).end());
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');
  for (const body of ['1', '2', '3']) await simulator.call('POST', '/_control/deliver', body);

  const json = await simulator.state();

  const attemptOf = (status: number) => ({ at: expect.stringMatching(/Z$/), status, ms: expect.any(Number) });
  expect(json).toEqual({
    users: [{ auth_id: 'meera-01', user_id: 'hu1', user_name: 'handle1' }],
    received: 0,
    calls: [{ at: expect.stringMatching(/Z$/), endpoint: 'POST /v1.0/user/', status: 200 }],
    script: [],
    deliveries: { 200: 2, 401: 1 },
    webhook: { ...untouched, delivered: 2, waiting: 1 },
    history: [
      { id: 1, phase: 'delivered', attempts: [attemptOf(200)] },
      { id: 2, phase: 'waiting', attempts: [attemptOf(401)] },
      { id: 3, phase: 'delivered', attempts: [attemptOf(200)] },
    ],
  });
});

test('reset forgets users, messages, feedback, calls, deliveries and the script', async () => {
  await using receiver = await startReceiver((response) => response.writeHead(503).end());
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');
  await simulator.log('meera-01', 'one');
  await simulator.call('POST', '/v1.0/log_feedback_from_user/', {
    auth_id: 'meera-01',
    business_id: 343,
    query_resolved: true,
    query_rating: 5,
  });
  await simulator.call('POST', '/_control/script', [{ status: 500 }]);

  await simulator.call('POST', '/_control/reset');
  const state = await simulator.state();
  const received = await simulator.call('GET', '/_control/received');

  expect(state).toEqual(empty);
  expect(received.json).toEqual({ received: [], feedback: [] });
});

test('a delivery under way at a reset does not count after it', async () => {
  const held: ServerResponse[] = [];
  await using receiver = await startReceiver((response) => held.push(response));
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  const delivery = simulator.call('POST', '/_control/deliver', '{}');
  await receiver.arrived(1);

  const reset = simulator.call('POST', '/_control/reset');
  await simulator.call('GET', '/_control/state');
  for (const response of held) response.end();
  await Promise.all([delivery, reset]);

  expect(await simulator.state()).toEqual(empty);
});

test.each([
  ['GET', '/'],
  ['GET', '/v1.0/user/'],
  ['POST', '/v1.0/user'],
  ['POST', '//'],
  ['GET', '/__proto__'],
  ['DELETE', '/_control/state'],
])('%s %s is a 404 that lists the endpoints', async (method, path) => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  const { status, json } = await simulator.call(method, path);

  expect(status).toBe(404);
  expect(json).toEqual({ error_message: expect.stringContaining('POST /_control/deliver') });
});

test('a body above 16 MiB is a 413, and the next request works', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });

  const answer = await simulator.call('POST', '/_control/deliver', 'x'.repeat(16 * 1024 * 1024 + 1));
  const next = await simulator.call('POST', '/_control/deliver', '{}');

  expect(answer).toEqual({ status: 413, json: { error_message: 'body: must be at most 16777216 bytes' } });
  expect(next.json).toMatchObject({ status: 200 });
  expect(receiver.arrivals).toHaveLength(1);
});

test('a client that hangs up in the middle of its body does no harm', async () => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });
  const { hostname, port } = new URL(simulator.url);
  const socket = connect(Number(port), hostname);
  socket.write('POST /_control/deliver HTTP/1.1\r\nhost: simulator\r\ncontent-length: 100\r\n\r\n{"half');
  await once(socket, 'ready');

  socket.destroy();
  await once(socket, 'close');
  const next = await simulator.register('meera-01');

  expect(next.status).toBe(200);
});

test('closing frees the port', async () => {
  const simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  await simulator.close();

  await expect(fetch(simulator.url)).rejects.toThrow('fetch failed');
});

test('a taken port is an error that names it', async () => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });
  const { port } = new URL(simulator.url);

  const second = startSimulator({
    port: Number(port),
    webhookUrl: 'http://127.0.0.1:9/',
    webhookSecret: 's',
    token: 't',
    clientId: 'c',
    timeScale: 1,
  });

  await expect(second).rejects.toThrow(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
});
