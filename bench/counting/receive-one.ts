import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { handleBatch } from '#local/event-source/handle-batch.ts';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import type { EventSource } from '#local/template/event-sources.ts';
import type { Counts } from './counts.ts';

/** What Lambda does with a queue for one batch. */
export const ofOneBatch = {
  poller: { 'sqs:ReceiveMessage': 1, 'sqs:DeleteMessageBatch': 1 },
} satisfies Counts;

type Queue = { readonly sqs: SQSClient; readonly source: EventSource; readonly invoke: Invoke };

const longestWaitSeconds = 10;

/**
 * Hands the oldest message of a queue to its function, as Lambda does.
 * @throws Error when none comes.
 */
export const receiveOne = async ({ sqs, source, invoke }: Queue): Promise<void> => {
  const command = new ReceiveMessageCommand({
    QueueUrl: source.queue.url,
    MaxNumberOfMessages: 1,
    WaitTimeSeconds: longestWaitSeconds,
    MessageSystemAttributeNames: ['All'],
  });
  const { Messages = [] } = await sqs.send(command);
  if (Messages.length === 0) throw new Error(`No message came from ${source.queue.name}.`);
  await handleBatch(Messages, { sqs, source, invoke });
};
