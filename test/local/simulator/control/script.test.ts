import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const startScripted = async (steps: unknown, webhookUrl = 'http://127.0.0.1:9/') => {
  const simulator = await startTestSimulator({ webhookUrl });
  await simulator.register('meera-01');
  const answer = await simulator.call('POST', '/_control/script', steps);
  const received = async () => (await simulator.call('GET', '/_control/received')).json;
  return { ...simulator, received, answer, [Symbol.asyncDispose]: () => simulator.close() };
};

const logEndpoint = 'POST /v1.0/log_message_from_user/';
const userEndpoint = 'POST /v1.0/user/';

test('steps are used up in order, each as many times as it says, then the platform answers again', async () => {
  await using simulator = await startScripted([{ status: 503, times: 2 }, { status: 429 }]);

  const statuses: number[] = [];
  for (const text of ['1', '2', '3', '4']) statuses.push((await simulator.log('meera-01', text)).status);

  expect(statuses).toEqual([503, 503, 429, 200]);
});

test('a scripted status or body means that nothing was processed', async () => {
  await using simulator = await startScripted([{ status: 500 }, { body: { ok: 1 } }]);

  const first = await simulator.log('meera-01', 'one');
  const second = await simulator.log('meera-01', 'two');

  expect(first).toEqual({ status: 500, json: { error_message: 'Internal Server Error' } });
  expect(second).toEqual({ status: 200, json: { ok: 1 } });
  expect(await simulator.received()).toEqual({ received: [], feedback: [] });
});

test('a request may be processed although its answer says something else', async () => {
  await using simulator = await startScripted([{ status: 504, processed: true }]);

  const { status } = await simulator.log('meera-01', 'one');

  expect(status).toBe(504);
  expect(await simulator.received()).toMatchObject({ received: [{ body: { message_body: 'one' } }] });
});

test.each([
  { step: { drop: true }, received: [] },
  { step: { drop: true, processed: true }, received: [{ body: { message_body: 'one' } }] },
])('$step cuts the connection', async ({ step, received }) => {
  await using simulator = await startScripted([step]);

  const call = simulator.log('meera-01', 'one');

  await expect(call).rejects.toThrow('fetch failed');
  expect(await simulator.received()).toMatchObject({ received });
  expect(await simulator.state()).toMatchObject({
    calls: [{ status: 200 }, { endpoint: logEndpoint, status: 'dropped' }],
  });
});

test.each([
  { retryAfter: 30, sent: '30' },
  { retryAfter: 'Sat, 21 Nov 2026 09:00:00 GMT', sent: 'Sat, 21 Nov 2026 09:00:00 GMT' },
])('Retry-After may be $retryAfter', async ({ retryAfter, sent }) => {
  await using simulator = await startScripted([{ status: 429, retryAfter }]);

  const response = await fetch(`${simulator.url}/v1.0/user/`, { method: 'POST' });

  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe(sent);
});

test('a body that is a text is sent as it is', async () => {
  await using simulator = await startScripted([{ status: 502, body: '<h1>Bad gateway</h1>' }]);

  const response = await fetch(`${simulator.url}/v1.0/user/`, { method: 'POST' });

  expect(await response.text()).toBe('<h1>Bad gateway</h1>');
  expect(response.headers.get('content-type')).toBe('text/plain');
});

test('a step for one endpoint waits for it and lets the others by', async () => {
  await using simulator = await startScripted([{ endpoint: userEndpoint, status: 500 }]);

  const logged = await simulator.log('meera-01', 'one');
  const registered = await simulator.register('meera-01');

  expect([logged.status, registered.status]).toEqual([200, 500]);
});

test('the script comes before the credentials', async () => {
  await using simulator = await startScripted([{ status: 500 }]);

  const { status } = await simulator.call('POST', '/v1.0/user/', {}, {});

  expect(status).toBe(500);
});

test('an answer after a delay is the platform’s own', async () => {
  await using simulator = await startScripted([{ delayMs: 1 }]);

  const { status, json } = await simulator.log('meera-01', 'one');

  expect(status).toBe(200);
  expect(json).toMatchObject({ message_body: 'one' });
});

test('a request is processed while its answer is held back', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startScripted([{ delayMs: 600_000 }], receiver.url);

  const call = simulator.log('meera-01', 'one');
  // The bot answered, so the message is logged.
  await receiver.arrived(1);
  const state = await simulator.state();
  const ended = expect(call).rejects.toThrow();
  await simulator.close();
  await ended;

  expect(state).toMatchObject({ received: 1, calls: [{ status: 200 }, { status: 'under way' }] });
});

test('steps are added to those still to come, and state shows them', async () => {
  await using simulator = await startScripted([{ status: 500, times: 2 }]);
  await simulator.log('meera-01', 'one');

  const { json } = await simulator.call('POST', '/_control/script', [{ drop: true, endpoint: userEndpoint }]);

  const script = [
    { status: 500, times: 1, delayMs: 0, drop: false },
    { drop: true, endpoint: userEndpoint, times: 1, delayMs: 0 },
  ];
  expect(json).toEqual({ script });
  expect(await simulator.state()).toMatchObject({ script });
});

test.each([
  { step: { status: 199 }, names: /^0\.status: must be 200 to 599$/ },
  { step: { times: 0 }, names: /^0\.times: must be at least 1$/ },
  { step: { delayMs: -1 }, names: /^0\.delayMs: / },
  { step: { delay: 5 }, names: /^0: must not have delay$/ },
  { step: { retryAfter: 'a\nb' }, names: /^0\.retryAfter: / },
  { step: { endpoint: 'POST /v1.0/users/' }, names: /^0\.endpoint: must be one of POST \/v1\.0\/user\/, / },
])('$step is a 400 that says what is wrong, and the script stays as it was', async ({ step, names }) => {
  await using simulator = await startScripted([step]);

  expect(simulator.answer).toEqual({ status: 400, json: { error_message: expect.stringMatching(names) } });
  expect(await simulator.state()).toMatchObject({ script: [] });
});
