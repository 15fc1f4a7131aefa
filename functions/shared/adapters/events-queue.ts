import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A message for the FIFO queue of events. */
export type QueueMessage = {
  body: string;
  /** Messages of one group come out in the order they went in. */
  group: string;
  /** The same again within 5 minutes is dropped by the queue. */
  deduplicationId: string;
};

export type EventsQueue = { send: (message: QueueMessage, signal: AbortSignal) => Promise<void> };

/** The FIFO queue at this URL. `send` resolves once the message is durable there. */
export const createEventsQueue = (client: SQSClient, queueUrl: string): EventsQueue => ({
  send: async ({ body, group, deduplicationId }, abortSignal) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: deduplicationId,
      }),
      { abortSignal },
    );
  },
});
