import { Annotations, Aspects } from 'aws-cdk-lib';
import { CfnSubscription, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

const hasSubscriber = ({ topicArn, node }: ITopic): boolean =>
  node.root.node.findAll().some((child) => child instanceof CfnSubscription && child.topicArn === topicArn);

/**
 * Has synthesis warn where nobody subscribed to the relay's own topic. It is looked at when the app is whole, as a user of
 * the construct subscribes after it was made.
 */
export const warnUntold = (relay: Construct & { readonly alarmTopic: ITopic }): void =>
  Aspects.of(relay).add({
    visit: (node) => {
      if (node !== relay || hasSubscriber(relay.alarmTopic)) return;
      Annotations.of(relay).addWarningV2(
        'haptik-relay:nobodyIsTold',
        'Nobody is told of alarms: set alarmEmail in lib/stage.ts, or subscribe to the alarmTopic in an app of yours.',
      );
    },
  });
