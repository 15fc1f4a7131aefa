import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { signWebhook } from '#local/simulator/sign-webhook.ts';
import { deliverWebhook, type Outgoing } from '#local/simulator/webhook/deliver-webhook.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const secret = 'hl-shared-secret-01';
const never = new AbortController().signal;
const body = Buffer.from('{ "typing indicator": "start" }\n');

const deliver = (url: string, limitMs = 30_000, stop = never) =>
  deliverWebhook({ url, secret, limitMs }, { body }, stop);

test('the raw bytes arrive as JSON with their signature', async () => {
  await using receiver = await startReceiver();

  const outcome = await deliver(receiver.url);

  expect(outcome).toMatchObject({ status: 200, body: '' });
  expect(receiver.arrivals).toHaveLength(1);
  expect(receiver.arrivals[0]?.body).toEqual(body);
  expect(receiver.arrivals[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-hub-signature': signWebhook(secret, body),
  });
});

const right = signWebhook(secret, body);

test.each<{ signature: Outgoing['signature']; sent: string | undefined }>([
  { signature: 'wrong', sent: signWebhook(`not ${secret}`, body) },
  { signature: 'missing', sent: undefined },
  { signature: 'repeated', sent: `${right}, ${right}` },
])('a signature may be $signature', async ({ signature, sent }) => {
  await using receiver = await startReceiver();

  await deliverWebhook({ url: receiver.url, secret, limitMs: 30_000 }, { body, signature }, never);

  expect(receiver.arrivals[0]?.headers['x-hub-signature']).toBe(sent);
});

test('the content type may be another', async () => {
  await using receiver = await startReceiver();

  await deliverWebhook(
    { url: receiver.url, secret, limitMs: 30_000 },
    { body, contentType: 'text/plain; charset=latin1' },
    never,
  );

  expect(receiver.arrivals[0]?.headers).toMatchObject({
    'content-type': 'text/plain; charset=latin1',
    'x-hub-signature': right,
  });
});

test.each([200, 204, 302, 401, 503])('an answer of %i is the outcome', async (status) => {
  await using receiver = await startReceiver((response) =>
    response.writeHead(status, { location: '/elsewhere' }).end(),
  );

  const outcome = await deliver(receiver.url);

  expect(outcome.status).toBe(status);
  expect(receiver.arrivals).toHaveLength(1);
});

test('an answer is read up to 64 KiB', async () => {
  await using receiver = await startReceiver((response) => response.end('x'.repeat(200_000)));

  const outcome = await deliver(receiver.url);

  expect(outcome.body).toHaveLength(64 * 1024);
});

test.each<{ title: string; answer: (response: ServerResponse) => unknown }>([
  { title: 'no answer', answer: () => undefined },
  { title: 'an answer that does not end', answer: (response) => response.writeHead(200).write('{"sta') },
])('$title within the limit is a timeout', async ({ answer }) => {
  await using receiver = await startReceiver(answer);

  const outcome = await deliver(receiver.url, 50);

  expect(outcome).toMatchObject({ status: 'timeout', reason: 'no answer within 50 ms' });
});

test('a refused connection is an outcome that says so', async () => {
  const receiver = await startReceiver();
  await receiver.close();

  const outcome = await deliver(receiver.url);

  expect(outcome).toMatchObject({ status: 'unreachable', reason: expect.stringContaining('ECONNREFUSED') });
});

test('a dropped connection is an outcome', async () => {
  await using receiver = await startReceiver((response) => response.destroy());

  const outcome = await deliver(receiver.url);

  expect(outcome.status).toBe('unreachable');
});

test('a delivery under way ends when it is stopped', async () => {
  await using receiver = await startReceiver(() => undefined);
  const stop = new AbortController();

  const delivery = deliver(receiver.url, 30_000, stop.signal);
  await receiver.arrived(1);
  stop.abort();

  await expect(delivery).resolves.toMatchObject({ status: 'unreachable' });
});
