import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accept } from '#lib/accept.ts';
import { feedFilter, feedTemplate } from '#lib/feed-event.ts';
import { relayName } from '#lib/relay-name.ts';
import { explainWildcard } from '#lib/wildcard.ts';

export type EventFeedProps = {
  readonly eventBus: Pick<IEventBus, 'eventBusArn'>;
  /** With a stream of its own. */
  readonly table: Table;
  /** Is told when events could not be told. */
  readonly alarmTopic: ITopic;
};

type From = { readonly streamArn: string; readonly deadLetters: Queue };
type To = EventFeedProps['eventBus'];

/** How long one batch is tried, which holds up those behind it. */
const triedFor = Duration.hours(1);

/** Tells an event bus of every event that is stored, in a few words; what these mean is said in docs/construct.md. */
export class EventFeed extends Construct {
  constructor(scope: Construct, id: string, { eventBus, table, alarmTopic }: EventFeedProps) {
    super(scope, id);
    const deadLetters = this.addDeadLetters(alarmTopic);
    const from: From = { streamArn: streamOf(table), deadLetters };
    const role = this.addRole(from, eventBus);
    const pipe = new CfnPipe(this, 'Pipe', {
      roleArn: role.roleArn,
      source: from.streamArn,
      sourceParameters: sourceParameters(from),
      target: eventBus.eventBusArn,
      targetParameters: {
        eventBridgeEventBusParameters: { source: 'haptik-relay', detailType: 'haptik-relay.event.stored' },
        inputTemplate: JSON.stringify(feedTemplate),
      },
    });
    // A pipe that may not read its source yet cannot be made.
    pipe.node.addDependency(role);
  }

  private addDeadLetters(alarmTopic: ITopic): Queue {
    // Not FIFO: a pipe that reads a stream takes standard queues only.
    const queue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const reason = 'Here is where dead letters end: they name a part of the stream.';
    accept(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
    const alarm = new Alarm(this, 'Untold', {
      alarmName: `${relayName(this)}-FeedUntold`,
      alarmDescription:
        'Events were stored, but the event bus could not be told of them for an hour: those who listen there miss them until they read on by seq. What to do: docs/construct.md',
      metric: queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(alarmTopic));
    alarm.addOkAction(new SnsAction(alarmTopic));
    return queue;
  }

  private addRole({ streamArn, deadLetters }: From, { eventBusArn }: To): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    const may = (actions: string[], ...resources: string[]) =>
      role.addToPolicy(new PolicyStatement({ actions, resources }));
    may(['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'], streamArn);
    may(['dynamodb:ListStreams'], '*');
    explainWildcard(role, { arn: '*', reason: 'Streams are listed for the whole account, or not at all.' });
    may(['events:PutEvents'], eventBusArn);
    may(['sqs:SendMessage'], deadLetters.queueArn);
    return role;
  }
}

const streamOf = ({ tableStreamArn, node }: Table): string => {
  if (tableStreamArn !== undefined) return tableStreamArn;
  throw new Error(`${node.path} has no stream to read events from: create it with streamed: true.`);
};

const sourceParameters = ({ deadLetters }: From): CfnPipe.PipeSourceParametersProperty => ({
  filterCriteria: { filters: [{ pattern: JSON.stringify(feedFilter) }] },
  dynamoDbStreamParameters: {
    // From the beginning of a stream that is as new as the pipe: nothing is left out while the pipe starts.
    startingPosition: 'TRIM_HORIZON',
    // As many as an event bus takes at once.
    batchSize: 10,
    maximumRecordAgeInSeconds: triedFor.toSeconds(),
    onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
    deadLetterConfig: { arn: deadLetters.queueArn },
  },
});
