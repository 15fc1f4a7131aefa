import { expect, test } from 'vitest';
import { createWebhook } from '#local/simulator/webhook.ts';
import { startReceiver } from './receiver.ts';

const limitMs = 600_000;

test('closing ends deliveries under way without waiting for their limit', async () => {
  await using receiver = await startReceiver(() => undefined);
  const webhook = createWebhook({ url: receiver.url, secret: 's', limitMs });
  const delivery = webhook.deliver(Buffer.from('{}'));
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
  const webhook = createWebhook({ url: receiver.url, secret: 's', limitMs });
  const stuck = webhook.deliver(Buffer.from('{}'));
  await receiver.arrived(1);

  const outcome = await webhook.deliver(Buffer.from('{}'));

  expect(outcome.status).toBe(200);
  expect(webhook.counts()).toEqual({ 200: 1 });
  await webhook.close();
  await stuck;
});
