import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { RelayQueue } from '#lib/constructs/relay-queue.ts';
import { inStack } from './in-stack.ts';

const queueIn = (isProtected: boolean) =>
  inStack(
    (stack) =>
      void new RelayQueue(stack, 'Events', {
        limits: { visibilitySeconds: 60, maxReceiveCount: 750, retentionDays: 14 },
        settings: { protected: isProtected },
      }),
  );

describe('RelayQueue', () => {
  const removable = queueIn(false);

  test('orders by message group at high throughput and takes explicit deduplication ids', () => {
    removable.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      ContentBasedDeduplication: Match.absent(),
      VisibilityTimeout: 60,
    });
  });

  test('moves a message to FIFO dead letters of its own after the last receive', () => {
    const [deadLetters] = Object.keys(
      removable.findResources('AWS::SQS::Queue', { Properties: { RedrivePolicy: Match.absent() } }),
    );

    expect(deadLetters).toMatch(/^EventsDeadLetters/);
    removable.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] }, maxReceiveCount: 750 },
    });
  });

  test('is encrypted and keeps messages for 14 days, and so are its dead letters', () => {
    removable.allResourcesProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
  });

  test('refuses requests without TLS, and so do its dead letters', () => {
    removable.resourceCountIs('AWS::SQS::QueuePolicy', 2);
    removable.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ],
      },
    });
  });

  test('stays with its messages when a protected stack goes, unless it was only just made', () => {
    queueIn(true).allResources(
      'AWS::SQS::Queue',
      Match.objectLike({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }),
    );
    removable.allResources('AWS::SQS::Queue', Match.objectLike({ DeletionPolicy: 'Delete' }));
  });
});
