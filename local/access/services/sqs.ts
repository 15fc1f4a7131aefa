import * as z from 'zod/mini';
import { localArn } from '#local/arn.ts';
import { createJsonService, type ReadNeeds } from './json-service.ts';

const queueSchema = z.object({ QueueUrl: z.string() });

const onQueue =
  (action: string): ReadNeeds =>
  (body) => {
    const { QueueUrl } = queueSchema.parse(body);
    const name = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
    return [{ action: `sqs:${action}`, resource: localArn('sqs', name) }];
  };

/** SQS: a batch takes the permission of its parts. */
export const sqs = createJsonService({
  name: 'sqs',
  operations: new Map([
    ['SendMessage', onQueue('SendMessage')],
    ['SendMessageBatch', onQueue('SendMessage')],
    ['ReceiveMessage', onQueue('ReceiveMessage')],
    ['DeleteMessage', onQueue('DeleteMessage')],
    ['DeleteMessageBatch', onQueue('DeleteMessage')],
    ['ChangeMessageVisibility', onQueue('ChangeMessageVisibility')],
    ['ChangeMessageVisibilityBatch', onQueue('ChangeMessageVisibility')],
    ['GetQueueAttributes', onQueue('GetQueueAttributes')],
    ['PurgeQueue', onQueue('PurgeQueue')],
  ]),
  refusal: {
    status: 403,
    type: 'com.amazon.coral.service#AccessDeniedException',
    version: '1.0',
    queryError: 'AccessDenied',
  },
});
