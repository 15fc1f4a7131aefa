import { expect, test } from 'vitest';
import { sqsEvent } from '#local/event-source/sqs-event.ts';

test('messages become the records of an SQS event', () => {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1545082649183',
    SenderId: '000000000000',
    ApproximateFirstReceiveTimestamp: '1545082649185',
    MessageGroupId: 'group',
    MessageDeduplicationId: 'deduplication',
    SequenceNumber: '00000000000000000001',
  };

  const event = sqsEvent(
    [
      {
        MessageId: 'id',
        ReceiptHandle: 'handle',
        Body: 'body',
        MD5OfBody: 'md5',
        MD5OfMessageAttributes: 'md5 too',
        Attributes: attributes,
        MessageAttributes: {
          text: { DataType: 'String', StringValue: 'x' },
          bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
        },
      },
    ],
    'arn:aws:sqs:us-east-1:000000000000:events.fifo',
  );

  expect(event).toEqual({
    Records: [
      {
        messageId: 'id',
        receiptHandle: 'handle',
        body: 'body',
        attributes,
        messageAttributes: {
          text: { dataType: 'String', stringValue: 'x', stringListValues: [], binaryListValues: [] },
          bytes: { dataType: 'Binary', binaryValue: 'AP8=', stringListValues: [], binaryListValues: [] },
        },
        md5OfBody: 'md5',
        md5OfMessageAttributes: 'md5 too',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:events.fifo',
        awsRegion: 'us-east-1',
      },
    ],
  });
});
