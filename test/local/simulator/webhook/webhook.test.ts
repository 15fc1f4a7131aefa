import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWebhook } from '#local/simulator/webhook/webhook.ts';
import { createManualClock } from '#test/local/simulator/manual-clock.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const limitMs = 600_000;
const eventOf = (text: string) => ({ body: Buffer.from(text) });

/** A webhook whose receiver answers with these statuses in turn, then 200. */
const startWebhook = async (...statuses: number[]) => {
  const receiver = await startReceiver((response) => response.writeHead(statuses.shift() ?? 200).end());
  const clock = createManualClock();
  const target = { url: receiver.url, secret: 's', limitMs };
  const webhook = createWebhook({ target, timeScale: 1, clock });
  return {
    webhook,
    receiver,
    texts: () => receiver.arrivals.map(({ body }) => body.toString('utf8')),
    clock,
    pass: (second: number) => clock.passUntil(second, webhook),
    [Symbol.asyncDispose]: async () => {
      await webhook.close();
      await receiver.close();
    },
  };
};

const sevenFailures = Array.from({ length: 7 }, () => 503);

test('closing ends deliveries under way without waiting for their limit', async () => {
  await using receiver = await startReceiver(() => undefined);
  const target = { url: receiver.url, secret: 's', limitMs };
  const webhook = createWebhook({ target, timeScale: 1, clock: createManualClock() });
  const delivery = webhook.deliver(eventOf('{}'));
  await receiver.arrived(1);

  await webhook.close();

  await expect(delivery).resolves.toMatchObject({ status: 'unreachable' });
});

test('deliveries overlap: one without an answer does not hold up the next', async () => {
  let first = true;
  await using receiver = await startReceiver((response) => {
    if (!first) response.end();
    first = false;
  });
  const target = { url: receiver.url, secret: 's', limitMs };
  const webhook = createWebhook({ target, timeScale: 1, clock: createManualClock() });
  const stuck = webhook.deliver(eventOf('{}'));
  await receiver.arrived(1);

  const outcome = await webhook.deliver(eventOf('{}'));

  expect(outcome).toMatchObject({ id: 2, status: 200 });
  expect(webhook.describe()).toMatchObject({ deliveries: { 200: 1 }, webhook: { underWay: 1 } });
  await webhook.close();
  await stuck;
});

test('an answer that does not come within the limit is a failure, and repeated', async () => {
  const held: ServerResponse[] = [];
  await using receiver = await startReceiver((response) =>
    held.length === 0 ? held.push(response) : response.end(),
  );
  const clock = createManualClock();
  // It bounds the repeat as well, which must be answered on a busy machine too.
  const target = { url: receiver.url, secret: 's', limitMs: 2_000 };
  const webhook = createWebhook({ target, timeScale: 1, clock });

  const outcome = await webhook.deliver(eventOf('{}'));
  await clock.passUntil(5, webhook);

  expect(outcome.status).toBe('timeout');
  expect(webhook.describe().deliveries).toEqual({ timeout: 1, 200: 1 });
});

test('deliver resolves after the first attempt, and the repeat brings the same bytes', async () => {
  await using started = await startWebhook(503);
  const { webhook, texts, pass } = started;

  const outcome = await webhook.deliver(eventOf('{ "a":1}'));
  const before = texts();
  await pass(5);

  expect(outcome).toMatchObject({ id: 1, status: 503 });
  expect(before).toEqual(['{ "a":1}']);
  expect(texts()).toEqual(['{ "a":1}', '{ "a":1}']);
});

test('a failing event does not hold up the others', async () => {
  await using started = await startWebhook(503);
  const { webhook, texts, pass } = started;
  await webhook.deliver(eventOf('early'));
  await webhook.deliver(eventOf('late'));

  await pass(5);

  expect(texts()).toEqual(['early', 'late', 'early']);
});

test('while it is disabled an event is queued, not sent', async () => {
  await using started = await startWebhook(...sevenFailures);
  const { webhook, texts, pass } = started;
  await webhook.deliver(eventOf('failing'));
  await pass(3_600);

  const outcome = await webhook.deliver(eventOf('new'));

  expect(outcome).toEqual({ id: 2, status: 'queued', ms: 0, body: '', reason: 'the webhook is disabled' });
  expect(texts()).not.toContain('new');
});

test('once it is enabled the queue goes out in order, although attempts fail', async () => {
  await using started = await startWebhook(...sevenFailures, 200, 503, 200);
  const { webhook, texts, pass } = started;
  await webhook.deliver(eventOf('failing'));
  await pass(3_600);
  for (const text of ['one', 'two', 'three']) await webhook.deliver(eventOf(text));

  webhook.enable();
  await webhook.idle();
  const first = texts().slice(7);
  await pass(3_605);

  expect(first).toEqual(['one', 'two', 'three']);
  expect(texts().slice(7)).toEqual(['one', 'two', 'three', 'two']);
});

test('the queue goes out one by one', async () => {
  const held: ServerResponse[] = [];
  const statuses = [...sevenFailures];
  await using receiver = await startReceiver((response) => {
    const status = statuses.shift();
    if (status === undefined) held.push(response);
    else response.writeHead(status).end();
  });
  const clock = createManualClock();
  const target = { url: receiver.url, secret: 's', limitMs };
  const webhook = createWebhook({ target, timeScale: 1, clock });
  await webhook.deliver(eventOf('failing'));
  await clock.passUntil(3_600, webhook);
  for (const text of ['one', 'two']) await webhook.deliver(eventOf(text));

  webhook.enable();
  await receiver.arrived(8);
  const during = webhook.describe().webhook;
  held[0]?.end();
  await receiver.arrived(9);
  held[1]?.end();
  await webhook.settled();

  expect(during).toMatchObject({ underWay: 1, queued: 1 });
  expect(webhook.describe().webhook).toMatchObject({ delivered: 2, queued: 0 });
});

test('a repeat that waits when the webhook is disabled is made once it is enabled', async () => {
  await using started = await startWebhook(...sevenFailures, ...sevenFailures.slice(1));
  const { webhook, texts, pass } = started;
  await webhook.deliver(eventOf('first'));
  await webhook.deliver(eventOf('second'));
  await pass(7_000);
  const before = texts();

  webhook.enable();
  await webhook.settled();

  // The first event’s seventh attempt came just before the second’s.
  expect(before.filter((text) => text === 'first')).toHaveLength(7);
  expect(before.filter((text) => text === 'second')).toHaveLength(6);
  expect(texts().slice(13)).toEqual(['second']);
});

test('after enabling an event keeps to its new schedule alone', async () => {
  await using started = await startWebhook(...Array.from({ length: 100 }, () => 503));
  const { webhook, clock, pass } = started;
  await webhook.deliver(eventOf('first'));
  await pass(1_000);
  await webhook.deliver(eventOf('second'));
  await pass(4_000);

  webhook.enable();
  await pass(4_800);

  // Before the webhook was disabled, its next repeat was to come at 4600.
  const [, second] = webhook.describe().history;
  expect(second?.attempts.map(({ at }) => clock.secondOf(at))).toEqual([
    1000, 1005, 1030, 1155, 1780, 3190, 4000, 4005, 4030, 4155, 4780,
  ]);
});

test('settled waits for the repeats, idle does not', async () => {
  await using started = await startWebhook(503);
  const { webhook, pass } = started;
  const resolved: string[] = [];
  await webhook.deliver(eventOf('{}'));

  const settled = webhook.settled().then(() => resolved.push('settled'));
  await webhook.idle();
  const whenIdle = [...resolved];
  await pass(5);
  await settled;

  expect(whenIdle).toEqual([]);
  expect(resolved).toEqual(['settled']);
});

test('reset takes repeats back, and whoever waits for them goes on', async () => {
  await using started = await startWebhook(503);
  const { webhook, texts, clock, pass } = started;
  await webhook.deliver(eventOf('{}'));
  const settled = webhook.settled();

  await webhook.reset();
  await settled;
  const pending = clock.pending();
  await pass(7_000);

  expect(pending).toBe(0);
  expect(texts()).toHaveLength(1);
  expect(webhook.describe().history).toEqual([]);
});

test('reset waits for an attempt under way', async () => {
  const held: ServerResponse[] = [];
  await using receiver = await startReceiver((response) => held.push(response));
  const target = { url: receiver.url, secret: 's', limitMs };
  const webhook = createWebhook({ target, timeScale: 1, clock: createManualClock() });
  const events: string[] = [];
  const delivery = webhook.deliver(eventOf('{}'));
  await receiver.arrived(1);

  const reset = webhook.reset().then(() => events.push('reset'));
  await setImmediate();
  events.push('answered');
  held[0]?.end();
  await Promise.all([reset, delivery]);

  expect(events).toEqual(['answered', 'reset']);
});

test('after closing nothing is repeated', async () => {
  await using started = await startWebhook(503, 503);
  const { webhook, texts, clock } = started;
  await webhook.deliver(eventOf('{}'));

  await webhook.close();
  const late = await webhook.deliver(eventOf('late'));

  expect(late.status).toBe('unreachable');
  expect(texts()).toEqual(['{}']);
  expect(clock.pending()).toBe(0);
});
