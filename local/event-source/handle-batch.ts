import { DeleteMessageBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import type { EventSource } from '#local/template/event-sources.ts';
import { failedMessages } from './failed-messages.ts';
import { sqsEvent } from './sqs-event.ts';

type Batch = { readonly sqs: SQSClient; readonly source: EventSource; readonly invoke: Invoke };

const remove = async ({ sqs, source }: Batch, messages: readonly Message[]): Promise<void> => {
  if (messages.length === 0) return;
  const { Failed = [] } = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: source.queue.url,
      Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
  const [first] = Failed;
  if (first) throw new Error(`${Failed.length} messages were not deleted: ${first.Code} ${first.Message}`);
};

/**
 * Invokes the function with the messages and deletes those that it dealt with. The others keep their visibility
 * time-out. Never rejects.
 */
export const handleBatch = async (messages: readonly Message[], batch: Batch): Promise<void> => {
  const { queue, target, reportsItemFailures } = batch.source;
  try {
    const result = await batch.invoke(target, JSON.stringify(sqsEvent(messages, queue.arn)));
    const ids = messages.map(({ MessageId = '' }) => MessageId);
    const failed = failedMessages(result, { ids, reportsItemFailures });
    await remove(
      batch,
      messages.filter(({ MessageId = '' }) => !failed.has(MessageId)),
    );
  } catch (error) {
    console.error(`Messages of ${queue.name} may come again:`, error);
  }
};
