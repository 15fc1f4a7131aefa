import { createHash } from 'node:crypto';
import type { Channel } from './channel.ts';
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

/** SHA-256 in hex. With their lengths between them, different parts never make the same bytes. */
export const digestOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
};

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
  const header = { v: 1, deliveryId: id, channel: channel.name, source: channel.source, receivedAt } as const;
  const message = {
    body: encodeEnvelope({ ...header, body: text }),
    group: digestOf(channel.name, businessId ?? '', ...userNames(user).slice(0, 1)),
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
  const encoded = encodeEnvelope({ v: 1, ...delivery, base64: Buffer.from(body).toString('base64') });
  if (Buffer.byteLength(encoded) > largestMessage) return undefined;
  const id = digestOf('refused', delivery.channel, delivery.deliveryId);
  return { body: encoded, group: id, deduplicationId: id };
};
