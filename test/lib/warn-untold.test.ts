import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { expect, test } from 'vitest';
import { ownStack, relayIn } from './relay-in.ts';

/** Where a relay warns in a stack that `build` made. */
const warnedAt = (build: (stack: Stack) => void): string[] => {
  const stack = ownStack();
  build(stack);
  return Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('^Nobody is told of alarms: set alarmEmail in lib/stage\\.ts'))
    .map(({ id }) => id);
};

test('synthesis warns where nobody is told of alarms', () => {
  expect(warnedAt((stack) => relayIn(stack))).toEqual(['/own/Relay']);
});

test.each<[what: string, build: (stack: Stack) => void]>([
  ['somebody is told by e-mail', (stack) => relayIn(stack, { alarmEmail: 'me@example.com' })],
  [
    'alarms go to a topic of somebody’s own',
    (stack) => relayIn(stack, { alarmTopic: new Topic(stack, 'Alarms') }),
  ],
  [
    'somebody subscribed later',
    (stack) => void relayIn(stack).alarmTopic.addSubscription(new EmailSubscription('me@example.com')),
  ],
  [
    'somebody subscribed in another stack',
    (stack) => {
      const { topicArn } = relayIn(stack).alarmTopic;
      const elsewhere = new Stack(stack.node.scope, 'elsewhere');
      Topic.fromTopicArn(elsewhere, 'Alarms', topicArn).addSubscription(
        new EmailSubscription('me@example.com'),
      );
    },
  ],
])('synthesis does not warn where %s', (_, build) => {
  expect(warnedAt(build)).toEqual([]);
});

test('of two relays the one is named of which nobody is told', () => {
  const build = (stack: Stack): void => {
    relayIn(stack, { alarmEmail: 'me@example.com' }, 'Told');
    relayIn(stack, { channels: [{ name: 'other', source: 'haptik' }] }, 'Untold');
  };

  expect(warnedAt(build)).toEqual(['/own/Untold']);
});
