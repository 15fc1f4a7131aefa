import { randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { someTime } from './samples.ts';

/** A message of the events queue as Lambda hands it to persist, received for the first time. */
export const sqsRecord = (body: string, messageId = randomUUID().toString()): SQSRecord => ({
  messageId,
  receiptHandle: 'handle',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(someTime),
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: String(someTime),
    SequenceNumber: '18849496460467696128',
    MessageGroupId: 'group',
    MessageDeduplicationId: 'id',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:events.fifo',
  awsRegion: 'us-east-1',
});
