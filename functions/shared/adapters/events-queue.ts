import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { EventsQueue } from '#functions/shared/domain/ports.ts';

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
