import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { sqsEvent } from '#local/event-source/sqs-event.ts';
import { sampleDelivery } from '../sample-delivery.ts';
import type { Counted } from './open-counted.ts';

/** Records that Lambda hands over at once where enough wait. */
export const recordsPerBatch = 10;

/** A message of the bot: to whom, and its id. */
export type Sample = readonly [user: string, id: number];

const toMessage = ([user, id]: Sample) => ({
  MessageId: crypto.randomUUID(),
  Body: encodeEnvelope({
    v: 1,
    deliveryId: crypto.randomUUID(),
    channel: 'haptik',
    source: 'haptik',
    receivedAt: Date.now(),
    group: 'g'.repeat(64),
    body: sampleDelivery(user, id),
  }),
  Attributes: { ApproximateReceiveCount: '1' },
});

/** Hands persist a full batch, as it is when it comes from the queue; `sample` says what each record is. */
export const storeBatch = ({ invoke }: Counted, sample: (index: number) => Sample): Promise<void> => {
  const messages = Array.from({ length: recordsPerBatch }, (_, index) => toMessage(sample(index)));
  return invoke('persist', sqsEvent(messages, 'arn:aws:sqs:us-east-1:000000000000:events.fifo'));
};
