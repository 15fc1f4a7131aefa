import { signWebhook } from '#local/simulator/sign-webhook.ts';
import { sampleDelivery } from '../sample-delivery.ts';
import { callApi, post } from './call-api.ts';
import { type Counts, each, plus } from './counts.ts';
import type { Counted } from './open-counted.ts';
import { ofOneBatch } from './receive-one.ts';
import { secret } from './start-system.ts';
import { steady } from './steady.ts';
import { recordsPerBatch, storeBatch } from './store-batch.ts';

/** What one delivery takes. */
export type WebhookCounts = {
  /** From the request to its answer. */
  readonly taken: Counts;
  /** From the queue to the table, by how many events of its conversation are in the batch; Lambda's part included. */
  readonly stored: Readonly<Record<'1' | '2' | '10', Counts>>;
  /** The same for the first event of a conversation, one of each in the batch. */
  readonly begun: Counts;
};

const countTaken = ({ url, take }: Counted): Promise<Counts> => {
  let id = 0;
  return steady(async () => {
    id += 1;
    const body = sampleDelivery('taken', id);
    const signature = { 'x-hub-signature': signWebhook(secret, Buffer.from(body)) };
    await callApi(`${url}/webhooks/haptik`, post(body, signature));
    return take();
  });
};

const perEvent = (batch: Counts): Counts => each(plus(batch, ofOneBatch), recordsPerBatch);

/** `share` events of each conversation; the repetitions before have begun them. */
const countStored = async (counted: Counted, share: number): Promise<Counts> => {
  let batch = 0;
  const stored = await steady(async () => {
    batch += 1;
    await storeBatch(counted, (index) => [
      `k${share}-u${Math.floor(index / share)}`,
      1_000_000 + batch * recordsPerBatch + index,
    ]);
    return counted.take();
  });
  return perEvent(stored);
};

const countBegun = async (counted: Counted): Promise<Counts> => {
  let batch = 0;
  const begun = await steady(async () => {
    batch += 1;
    await storeBatch(counted, (index) => [`new-${batch}-${index}`, 1_000_000 + index]);
    return counted.take();
  });
  return perEvent(begun);
};

export const countWebhooks = async (counted: Counted): Promise<WebhookCounts> => ({
  taken: await countTaken(counted),
  stored: {
    1: await countStored(counted, 1),
    2: await countStored(counted, 2),
    10: await countStored(counted, 10),
  },
  begun: await countBegun(counted),
});
