import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RelaySettings } from '#lib/settings.ts';
import {
  deadLettersOf,
  serverErrors,
  setAside,
  type Watched,
  type WatchedByChannel,
  watchedByChannel,
  watchedWhereSending,
} from './watched-metrics.ts';

export type RelayAlarmsProps = Pick<RelaySettings, 'channels'> & {
  readonly httpApi: HttpApi;
  /** Where the messages of each queue go that ran out of tries. */
  readonly deadLetters: { readonly events: IQueue; readonly outbox: IQueue };
};

const period = Duration.minutes(5);

/**
 * Alarms about the whole system, and for every channel about deliveries and what is sent. They notify nobody yet:
 * CloudWatch shows them. Where nothing happens there are no figures, and that is no alarm.
 */
export class RelayAlarms extends Construct {
  constructor(scope: Construct, id: string, { channels, httpApi, deadLetters }: RelayAlarmsProps) {
    super(scope, id);
    for (const { name, send } of channels) {
      for (const watched of watchedByChannel) this.addForChannel(name, watched);
      if (send !== undefined) for (const watched of watchedWhereSending) this.addForChannel(name, watched);
    }
    // What cannot even be read belongs to no channel that we know.
    this.addForChannel('unknown', setAside);
    this.add('ServerErrors', serverErrors, httpApi.metricServerError({ period, statistic: Stats.SUM }));
    this.addForDeadLetters('events', deadLetters.events);
    this.addForDeadLetters('outbox', deadLetters.outbox);
  }

  private addForChannel(
    channel: string,
    { metric: metricName, atLeast, description }: WatchedByChannel,
  ): void {
    const metric = new Metric({
      namespace: 'HaptikRelay',
      metricName,
      dimensionsMap: { channel },
      statistic: Stats.SUM,
      period,
    });
    this.add(`${metricName}-${channel}`, { atLeast, description: description(channel) }, metric);
  }

  private addForDeadLetters(queue: keyof typeof deadLettersOf, letters: IQueue): void {
    const metric = letters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM });
    this.add(`DeadLetters-${queue}`, deadLettersOf[queue], metric);
  }

  private add(id: string, { atLeast, description }: Watched, metric: IMetric): void {
    new Alarm(this, id, {
      alarmDescription: description,
      metric,
      threshold: atLeast,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
