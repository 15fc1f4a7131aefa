import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { accept } from '#lib/accept.ts';
import type { RelaySettings } from '#lib/settings.ts';

/**
 * The topic that alarms tell. Not encrypted with a key of KMS: CloudWatch cannot use the one that AWS manages, and one of
 * our own costs a dollar a month to hide that an alarm rang. Messages hold names and figures, nothing of any user.
 */
export const createAlarmTopic = (
  scope: Construct,
  { alarmEmail }: Pick<RelaySettings, 'alarmEmail'>,
): Topic => {
  const topic = new Topic(scope, 'Topic', { enforceSSL: true });
  const stack = Stack.of(scope);
  // A policy of its own, such as for TLS, takes the place of the one that lets the account's alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: {
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
  if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
  accept(topic, {
    'Serverless-SNSRedrivePolicy':
      'An e-mail that could not be delivered is of no use later: what rings is to be seen in CloudWatch.',
  });
  return topic;
};
