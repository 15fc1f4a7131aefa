import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import type { FifoQueue } from '#functions/shared/domain/ports.ts';
import { clientSettings } from './client-settings.ts';

/**
 * Whether the queue would refuse the same message for ever. The name may carry the prefix of SQS's older protocol; for
 * the size there is only a text.
 */
const isForGood = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name.endsWith('InvalidMessageContents') || /message must be shorter than/i.test(error.message));

/** The FIFO queue at this URL. What it fails with for now is the SDK's own error. */
export const createFifoQueue = (client: SQSClient, queueUrl: string): FifoQueue => ({
  send: async ({ body, group, deduplicationId }, abortSignal) => {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: deduplicationId,
    });
    try {
      await client.send(command, { abortSignal });
    } catch (cause) {
      if (!isForGood(cause)) throw cause;
      throw new BrokenRecordError('The queue never takes this message: too long, or characters it refuses.', {
        cause,
      });
    }
  },
});

/** The same with a client of its own. A try may take this long, in milliseconds. */
export const openFifoQueue = (queueUrl: string, requestMs: number): FifoQueue =>
  createFifoQueue(
    new SQSClient({
      ...clientSettings({ connectMs: 500, requestMs, attempts: 2 }),
      // The endpoint is configured, not taken from the queue's URL: so the same code runs against an emulator.
      useQueueUrlAsEndpoint: false,
    }),
    queueUrl,
  );
