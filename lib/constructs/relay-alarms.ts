import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MetricName } from '#functions/shared/domain/observe.ts';
import type { Stage } from '#lib/stage.ts';

/** A metric that must stay below `atLeast` in every five minutes. */
type Watched = {
  readonly metric: MetricName;
  readonly atLeast: number;
  /** What breaks for the users, and what to do. */
  readonly description: (channel: string) => string;
};

const setAside: Watched = {
  metric: 'SetAside',
  atLeast: 1,
  description: (channel) =>
    `A defect of ours: a queued delivery of channel ${channel} could not be handled, so its message is missing from a conversation. It is kept under dead/ in the bucket with the reason, and the log of persist or watch tells more.`,
};

const watchedByChannel: readonly Watched[] = [
  {
    metric: 'Quarantined',
    atLeast: 1,
    description: (channel) =>
      `Deliveries of channel ${channel} are authentic but were not understood, so their messages are missing from the conversations. They are kept raw under quarantine/${channel}/ in the bucket with the reason: allow the business id, or teach the source the event, and replay them.`,
  },
  {
    metric: 'NotDurable',
    atLeast: 1,
    description: (channel) =>
      `Deliveries of channel ${channel} were answered 503, as neither the queue nor the bucket took them. The platform repeats them for an hour and then switches the whole webhook off: look at the log of ingest and at the AWS Health Dashboard for SQS and S3.`,
  },
  {
    metric: 'Spilled',
    atLeast: 1,
    description: (channel) =>
      `The queue does not take deliveries of channel ${channel}; they wait in the bucket, and their messages show late. watch puts them back every minute once the queue works: the log of ingest says why it does not.`,
  },
  setAside,
  {
    metric: 'BadSignature',
    // One delivery that the platform signs with another secret comes four times in five minutes; a stray request does not.
    atLeast: 3,
    description: (channel) =>
      `Requests to the webhook of channel ${channel} are refused for their signature. If they come from the platform, the two secrets differ and it switches the webhook off within the hour: compare the secret there with the one that the stack's output ShowSecret shows.`,
  },
];

/**
 * Alarms about deliveries, for every channel. They notify nobody yet: CloudWatch shows them. Without deliveries there
 * are no figures, and that is no alarm.
 */
export class RelayAlarms extends Construct {
  constructor(scope: Construct, id: string, { channels }: Pick<Stage, 'channels'>) {
    super(scope, id);
    for (const { name } of channels) {
      for (const watched of watchedByChannel) this.add(name, watched);
    }
    // What cannot even be read belongs to no channel that we know.
    this.add('unknown', setAside);
  }

  private add(channel: string, { metric, atLeast, description }: Watched): void {
    new Alarm(this, `${metric}-${channel}`, {
      alarmDescription: description(channel),
      metric: new Metric({
        namespace: 'HaptikRelay',
        metricName: metric,
        dimensionsMap: { channel },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      threshold: atLeast,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
