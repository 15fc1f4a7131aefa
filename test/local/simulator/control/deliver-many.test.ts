import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const start = async (answer?: (response: ServerResponse) => unknown) => {
  const receiver = await startReceiver(answer);
  const simulator = await startTestSimulator({ webhookUrl: receiver.url });
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
