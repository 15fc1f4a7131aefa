import type { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { describe, expect, test } from 'vitest';
import { feedFilter, feedTemplate } from '#lib/feed-event.ts';
import { permissions } from '../permissions.ts';
import { templateWith } from '../relay-in.ts';

const withBus = (stack: Stack) => ({ eventBus: new EventBus(stack, 'Bus') });
const starting = (text: string) => Match.stringLikeRegexp(`^${text}`);
const streamArn = { 'Fn::GetAtt': [starting('RelayTable'), 'StreamArn'] };

describe('EventFeed', () => {
  const template = templateWith(withBus);

  test('reads the table’s stream from its beginning, and tells the bus', () => {
    template.hasResourceProperties('AWS::Pipes::Pipe', {
      Source: streamArn,
      SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 10 } },
      Target: { 'Fn::GetAtt': [starting('Bus'), 'Arn'] },
      TargetParameters: {
        EventBridgeEventBusParameters: {
          Source: 'haptik-relay',
          DetailType: 'haptik-relay.event.stored',
        },
      },
    });
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
  });

  test('filters and tells as feedFilter and feedTemplate say', () => {
    template.hasResourceProperties('AWS::Pipes::Pipe', {
      SourceParameters: { FilterCriteria: { Filters: [{ Pattern: JSON.stringify(feedFilter) }] } },
      TargetParameters: { InputTemplate: JSON.stringify(feedTemplate) },
    });
  });

  test('tries for an hour, part by part, and keeps what it could not tell', () => {
    template.hasResourceProperties('AWS::Pipes::Pipe', {
      SourceParameters: {
        DynamoDBStreamParameters: {
          MaximumRecordAgeInSeconds: 3600,
          OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [starting('RelayFeedDeadLetters'), 'Arn'] } },
        },
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: Match.absent(),
      MessageRetentionPeriod: 14 * 86_400,
      SqsManagedSseEnabled: true,
    });
  });

  test('is made after its role may read, for this account alone', () => {
    template.hasResource('AWS::Pipes::Pipe', {
      DependsOn: [starting('RelayFeedRoleDefaultPolicy'), starting('RelayFeedRole')],
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'pipes.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });

  test('may read the stream and tell the bus, nothing else', () => {
    expect(permissions(template, 'RelayFeedRole')).toEqual([
      'dynamodb:DescribeStream on <RelayTable.StreamArn>',
      'dynamodb:GetRecords on <RelayTable.StreamArn>',
      'dynamodb:GetShardIterator on <RelayTable.StreamArn>',
      'dynamodb:ListStreams on *',
      'events:PutEvents on <Bus.Arn>',
      'sqs:SendMessage on <RelayFeedDeadLetters.Arn>',
    ]);
  });

  test('tells operators when it could not tell the bus', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: Match.stringLikeRegexp('^own-Relay-.*-FeedUntold$'),
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::GetAtt': [starting('RelayFeedDeadLetters'), 'QueueName'] } },
      ],
      Threshold: 1,
      AlarmActions: [{ Ref: starting('RelayWatchingTopic') }],
      OKActions: [{ Ref: starting('RelayWatchingTopic') }],
    });
  });

  test('is not there where nobody is to be told', () => {
    const quiet = templateWith();

    quiet.resourceCountIs('AWS::Pipes::Pipe', 0);
    quiet.hasResourceProperties('AWS::DynamoDB::Table', { StreamSpecification: Match.absent() });
  });
});
