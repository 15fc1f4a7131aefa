import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const start = async (answer?: (response: ServerResponse) => unknown, timeScale = 1) => {
  const receiver = await startReceiver(answer);
  const simulator = await startTestSimulator({ webhookUrl: receiver.url, timeScale });
  return {
    receiver,
    simulator,
    texts: () => receiver.arrivals.map(({ body }) => body.toString('utf8')),
    deliverMany: (body: unknown) => simulator.call('POST', '/_control/deliver-many', body),
    [Symbol.asyncDispose]: async () => {
      await simulator.close();
      await receiver.close();
    },
  };
};

test('payloads are sent in the order given: a text as it is, anything else as JSON', async () => {
  await using started = await start();

  await started.deliverMany({ payloads: [{ id: 1 }, '{ "id":90071992547409931 }', 3, null] });

  expect(started.texts()).toEqual(['{"id":1}', '{ "id":90071992547409931 }', '3', 'null']);
});

test('the answer tells how the first attempt of each delivery ended, in the order they were sent', async () => {
  const statuses = [200, 503, 200];
  await using started = await start((response) => response.writeHead(statuses.shift() ?? 200).end());

  const { status, json } = await started.deliverMany({ payloads: [1, 2, 3] });

  const ms = expect.any(Number);
  expect(status).toBe(200);
  expect(json).toEqual({
    outcomes: [
      { payload: 0, id: 1, status: 200, ms },
      { payload: 1, id: 2, status: 503, ms },
      { payload: 2, id: 3, status: 200, ms },
    ],
  });
});

test('each payload is sent as many times as copies says', async () => {
  await using started = await start();

  await started.deliverMany({ payloads: ['a', 'b'], copies: 3 });

  expect(started.texts()).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
});

const stamped = { a: { timestamp: 'x' }, timestamp: '2026-11-21T14:30:00+05:30' };

test('restamped, copies differ in the timestamp at the top and in nothing else, and the first is as it was given', async () => {
  await using started = await start();

  await started.deliverMany({ payloads: [stamped], copies: 3, restamp: true });

  expect(started.texts()).toEqual(
    [stamped.timestamp, '2026-11-21T09:00:00.001Z', '2026-11-21T09:00:00.002Z'].map((timestamp) =>
      JSON.stringify({ ...stamped, timestamp }),
    ),
  );
});

test.each([
  { title: 'a text', payload: '{ "timestamp":"2026-11-21T09:00:00.000Z" }' },
  { title: 'an object without a timestamp', payload: { id: 1 } },
  { title: 'a timestamp that is no text', payload: { timestamp: 1 } },
  { title: 'a timestamp that is no time', payload: { timestamp: 'soon' } },
  { title: 'a timestamp at the end of time', payload: { timestamp: '+275760-09-13T00:00:00.000Z' } },
  { title: 'a list', payload: ['timestamp'] },
  { title: 'null', payload: null },
])('restamped, $title stays as it is', async ({ payload }) => {
  await using started = await start();

  await started.deliverMany({ payloads: [payload], copies: 2, restamp: true });

  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  expect(started.texts()).toEqual([text, text]);
});

test.each([
  { restamp: true, different: 6 },
  { restamp: false, different: 1 },
])('restamp: $restamp holds for the repeats of each copy too', async ({ restamp, different }) => {
  const failures = [503, 503, 503, 503];
  await using started = await start((response) => response.writeHead(failures.shift() ?? 200).end(), 10_000);

  await started.deliverMany({ payloads: [stamped], copies: 2, concurrency: 2, restamp });
  await started.simulator.settled();

  expect(started.texts()).toHaveLength(6);
  expect(new Set(started.texts()).size).toBe(different);
});

test('a reset ends it: nothing arrives after the reset is answered, and the outcomes are of what had begun', async () => {
  const held: ServerResponse[] = [];
  await using started = await start((response) => (held.length < 2 ? held.push(response) : response.end()));
  const { receiver, simulator, deliverMany } = started;
  const delivered = deliverMany({ payloads: [1, 2, 3, 4, 5], concurrency: 2 });
  await receiver.arrived(2);

  const reset = simulator.call('POST', '/_control/reset');
  await simulator.state();
  for (const response of held) response.end();
  await reset;
  const { status, json } = await delivered;
  const later = await deliverMany({ payloads: [6] });

  expect(status).toBe(200);
  expect(json).toMatchObject({ outcomes: [{ payload: 0 }, { payload: 1 }] });
  expect(later.json).toMatchObject({ outcomes: [{ payload: 0, status: 200 }] });
  expect(started.texts()).toEqual(['1', '2', '6']);
});

test('shuffled, the order depends on the seed alone', async () => {
  await using started = await start();
  const payloads = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

  for (const seed of [7, 7, 8]) await started.deliverMany({ payloads, shuffle: true, seed });

  const all = started.texts().join('');
  const [first, second, third] = [all.slice(0, 8), all.slice(8, 16), all.slice(16)];
  expect(first).toBe(second);
  expect(new Set([first, third, payloads.join('')]).size).toBe(3);
  expect(first?.split('').toSorted()).toEqual(payloads);
});

test('as many deliveries as concurrency says are under way at once', async () => {
  const held: ServerResponse[] = [];
  await using started = await start((response) => held.push(response));
  const { receiver, simulator, deliverMany } = started;

  const delivered = deliverMany({ payloads: ['a', 'b', 'c', 'd', 'e'], concurrency: 3 });
  await receiver.arrived(3);
  const state = await simulator.state();
  // Answered in another order than sent: the outcomes keep the order of sending.
  for (let count = 0; count < 5; count += 1) {
    await receiver.arrived(Math.min(5, count + 3));
    held.splice(-1)[0]?.end();
  }
  const { json } = await delivered;

  expect(state).toMatchObject({ webhook: { underWay: 3, delivered: 0 }, history: [{}, {}, {}] });
  expect(json).toMatchObject({
    outcomes: [{ payload: 0 }, { payload: 1 }, { payload: 2 }, { payload: 3 }, { payload: 4 }],
  });
});

test('nothing to send is no error', async () => {
  await using started = await start();

  expect(await started.deliverMany({ payloads: [] })).toEqual({ status: 200, json: { outcomes: [] } });
});

test.each([
  { body: {}, names: /^payloads: / },
  { body: { payloads: [1], copies: 0 }, names: /^copies: must be at least 1$/ },
  { body: { payloads: [1], concurrency: 1_001 }, names: /^concurrency: must be at most 1000$/ },
  { body: { payloads: [1], seed: 'x' }, names: /^seed: / },
  { body: { payloads: [1], order: 'x' }, names: /^body: must not have order$/ },
])('$body is a 400 that says what is wrong, and nothing is sent', async ({ body, names }) => {
  await using started = await start();

  const answer = await started.deliverMany(body);

  expect(answer).toEqual({ status: 400, json: { error_message: expect.stringMatching(names) } });
  expect(started.receiver.arrivals).toEqual([]);
});
