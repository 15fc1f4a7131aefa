import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { createAlarmTopic } from '#lib/watching/alarms/alarm-topic.ts';

const templateWith = (alarmEmail?: string): Template => {
  const stack = new Stack();
  createAlarmTopic(stack, { alarmEmail });
  return Template.fromStack(stack);
};

describe('the topic of the alarms', () => {
  test('lets the alarms of the account publish, and nobody without TLS', () => {
    templateWith().hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayEquals([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Resource: { Ref: Match.anyValue() },
            Condition: {
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Join': ['', Match.arrayWith([':cloudwatch:', { Ref: 'AWS::AccountId' }, ':alarm:*'])],
                },
              },
            },
          }),
        ]),
      },
    });
  });

  test('writes to whom the settings name', () => {
    templateWith('operations@example.com').hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operations@example.com',
    });
  });

  test('writes to nobody where they name nobody', () => {
    const subscriptions = templateWith().findResources('AWS::SNS::Subscription');

    expect(subscriptions).toEqual({});
  });
});
