import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { sqsEvent } from '#local/event-source/sqs-event.ts';
import { signWebhook } from '#local/simulator/sign-webhook.ts';
import type { Counts } from './counting-proxy.ts';
import { type Counted, each, secret } from './open-counted.ts';
import { sampleDelivery } from './sample-delivery.ts';

/** AWS calls and units of one stored event, for one way of batching. */
export type PerEvent = Counts & { recordsPerBatch: number; eventsPerConversation: number };

export type CallCounts = {
  /** AWS calls of a warm ingest for one delivery. */
  ingestCalls: number;
  persist: PerEvent[];
};

const deliveries = 50;
const batches = 20;

const webhookEvent = (body: string) => ({
  version: '2.0',
  routeKey: 'POST /webhooks/{channel}',
  headers: { 'x-hub-signature': signWebhook(secret, Buffer.from(body)) },
  pathParameters: { channel: 'haptik' },
  requestContext: { requestId: crypto.randomUUID() },
  body,
  isBase64Encoded: false,
});

const recordsEvent = (bodies: readonly string[]) =>
  sqsEvent(
    bodies.map((body) => ({
      MessageId: crypto.randomUUID(),
      Body: encodeEnvelope({
        v: 1,
        deliveryId: crypto.randomUUID(),
        channel: 'haptik',
        source: 'haptik',
        receivedAt: Date.now(),
        group: 'g'.repeat(64),
        body,
      }),
      Attributes: { ApproximateReceiveCount: '1' },
    })),
    'arn:aws:sqs:us-east-1:000000000000:events.fifo',
  );

/** Batches of ten records, `share` of each for one conversation; each conversation begins before the count. */
const batchBodies = (batch: number, share: number): string[] =>
  Array.from({ length: 10 }, (_, index) =>
    sampleDelivery(`k${share}-u${Math.floor(index / share)}`, 1_000_000 + batch * 10 + index),
  );

const countIngest = async ({ invoke, take }: Counted): Promise<number> => {
  // Enough at once to warm every process that the host keeps.
  const warmUps = Array.from({ length: 8 }, (_, id) => webhookEvent(sampleDelivery('warm-up', id)));
  await Promise.all(warmUps.map((event) => invoke('ingest', event)));
  take();
  for (let id = 1; id <= deliveries; id += 1) {
    await invoke('ingest', webhookEvent(sampleDelivery('u', id)));
  }
  return take().calls / deliveries;
};

const countPersist = async ({ invoke, take }: Counted, share: number): Promise<PerEvent> => {
  await invoke('persist', recordsEvent(batchBodies(0, share)));
  take();
  for (let batch = 1; batch <= batches; batch += 1) {
    await invoke('persist', recordsEvent(batchBodies(batch, share)));
  }
  return { recordsPerBatch: 10, eventsPerConversation: share, ...each([take()], batches * 10) };
};

/** What comes in. */
export const countCalls = async (counted: Counted): Promise<CallCounts> => {
  const ingestCalls = await countIngest(counted);
  const persist: PerEvent[] = [];
  for (const share of [1, 2, 10]) persist.push(await countPersist(counted, share));
  return { ingestCalls, persist };
};
