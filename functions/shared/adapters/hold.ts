import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from './client-settings.ts';

/** SQS counts in whole seconds, and 12 hours at most from when a message was received. */
const longestSeconds = 11 * 60 * 60;

/**
 * Keeps a received message of this queue, and so its group, invisible for so many milliseconds from now on, rounded up
 * to whole seconds.
 */
export const createHold = (queueUrl: string) => {
  const client = new SQSClient({
    ...clientSettings({ connectMs: 500, requestMs: 2000, attempts: 3 }),
    // As for the events queue: the endpoint is configured.
    useQueueUrlAsEndpoint: false,
  });
  return async (receiptHandle: string, milliseconds: number): Promise<void> => {
    const VisibilityTimeout = Math.min(Math.ceil(milliseconds / 1000), longestSeconds);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout,
      }),
    );
  };
};
