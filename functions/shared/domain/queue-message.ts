import type { Channel } from './channel.ts';
import { digestOf } from './digest.ts';
import { encodeEnvelope } from './envelope.ts';
import { type EndUser, userNames } from './event.ts';
import type { Bucket, QueueMessage } from './ports.ts';
import type { Quarantined } from './quarantine.ts';

/** A delivery whose sender is proven. `receivedAt` is in epoch milliseconds. */
export type AuthenticDelivery = {
  id: string;
  channel: Pick<Channel, 'name' | 'source'>;
  receivedAt: number;
  body: Uint8Array;
};

/** What is put on the queue of a delivery that was understood: its text, and whose it is. */
export type Understood = {
  text: string;
  businessId?: string | undefined;
  user: EndUser;
  /** What makes two messages the same to the queue. */
  repeats: 'same-body' | 'never';
};

/** The largest message that travels whole, in bytes. */
const largestMessage = 240 * 1024;

/** Where the body of a delivery lies that is too large for the queue. */
const largeKey = ({ id, channel, receivedAt }: AuthenticDelivery): string =>
  `large/${channel.name}/${new Date(receivedAt).toISOString()}_${encodeURIComponent(id)}`;

/**
 * The queue message of a delivery: one group per user and business, so that their order is kept. Above 240 KiB its
 * body goes to the bucket first, and the message leads there.
 */
export const toQueueMessage = async (
  delivery: AuthenticDelivery,
  { text, businessId, user, repeats }: Understood,
  { bucket, signal }: { bucket: Pick<Bucket, 'put'>; signal?: AbortSignal },
): Promise<QueueMessage> => {
  const { id, channel, receivedAt } = delivery;
  const group = digestOf(channel.name, businessId ?? '', ...userNames(user).slice(0, 1));
  const { name, source } = channel;
  const header = { v: 1, deliveryId: id, channel: name, source, receivedAt, group } as const;
  const message = {
    body: encodeEnvelope({ ...header, body: text }),
    group,
    deduplicationId:
      repeats === 'same-body' ? digestOf(channel.name, delivery.body) : digestOf(channel.name, id),
  };
  if (Buffer.byteLength(message.body) <= largestMessage) return message;
  const bodyKey = largeKey(delivery);
  await bucket.put(bodyKey, delivery.body, signal);
  return { ...message, body: encodeEnvelope({ ...header, bodyKey }) };
};

/**
 * The queue message of a delivery on its way to quarantine, in a group of its own: it holds up no conversation.
 * `undefined` where it is too large for the queue.
 */
export const toRefusedMessage = ({ body, ...delivery }: Quarantined): QueueMessage | undefined => {
  const group = digestOf('refused', delivery.channel, delivery.deliveryId);
  const base64 = Buffer.from(body).toString('base64');
  const encoded = encodeEnvelope({ v: 1, ...delivery, group, base64 });
  if (Buffer.byteLength(encoded) > largestMessage) return undefined;
  return { body: encoded, group, deduplicationId: group };
};

/** The queue message of a probe, in a group of its own: it waits for no conversation, and none for it. */
export const toProbeMessage = (delivery: AuthenticDelivery, probeId: string): QueueMessage => {
  const { id, channel, receivedAt } = delivery;
  const group = digestOf('probe', channel.name, probeId);
  const { name, source } = channel;
  const header = { v: 1, deliveryId: id, channel: name, source, receivedAt, group } as const;
  return { body: encodeEnvelope({ ...header, probeId }), group, deduplicationId: group };
};
