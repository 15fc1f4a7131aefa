import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import { toQueueMessage } from '#functions/shared/domain/queue-message.ts';
import { haptikMessage } from '#test/support/api-client.ts';

const bucket = { put: () => Promise.reject(new Error('This message is small.')) };

/** What `ingest` puts on the queue of a user's first message, `text 1`. */
export const queueMessageOf = (user: string, deliveryId: string): Promise<QueueMessage> => {
  const text = haptikMessage(user, 1);
  const channel = { name: 'haptik', source: 'haptik' };
  const delivery = { id: deliveryId, channel, receivedAt: Date.now(), body: Buffer.from(text) };
  const understood = { text, businessId: '343', user: { authId: user }, repeats: 'same-body' } as const;
  return toQueueMessage(delivery, understood, { bucket });
};
