import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import type { System } from '#local/template/system.ts';
import { type Saying, toPayload } from './talk.ts';

/** The queue with the dead letters of the events queue. */
export const eventsDeadLetters = ({ queues }: Pick<System, 'queues'>): string => {
  const events = queues.find(({ name, properties }) => name.includes('Events') && properties.RedrivePolicy);
  const found = queues.find(({ arn }) => arn === events?.properties.RedrivePolicy?.deadLetterTargetArn);
  if (found) return found.url;
  throw new Error('The template has no queue for the dead letters of events.');
};

/** Puts a delivery where SQS puts it after too many tries. `receivedAt` is in epoch milliseconds. */
export const putDeadLetter = async (
  sqs: SQSClient,
  queueUrl: string,
  { saying, receivedAt }: { readonly saying: Saying; readonly receivedAt: number },
): Promise<void> => {
  const deliveryId = `dead-${saying.id}`;
  const envelope = {
    v: 1,
    deliveryId,
    channel: 'haptik',
    source: 'haptik',
    receivedAt,
    group: saying.user,
    body: JSON.stringify(toPayload(saying)),
  } as const;
  const message = {
    QueueUrl: queueUrl,
    MessageBody: encodeEnvelope(envelope),
    MessageGroupId: saying.user,
    MessageDeduplicationId: deliveryId,
  };
  await sqs.send(new SendMessageCommand(message));
};
