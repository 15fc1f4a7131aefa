import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { RelaySettings } from '#lib/settings.ts';
import { createAlarmTopic } from './alarms/alarm-topic.ts';
import { RelayAlarms } from './alarms/relay-alarms.ts';
import { createDashboard } from './dashboard/create-dashboard.ts';
import { createQueries } from './queries/create-queries.ts';
import type { Watched } from './watched.ts';

export type WatchingProps = {
  readonly watched: Watched;
  readonly settings: Pick<RelaySettings, 'alarmEmail'>;
  /** Told of every alarm in place of a topic of our own. It must let `cloudwatch.amazonaws.com` publish. */
  readonly topic?: ITopic | undefined;
};

/** Everything that operators see in CloudWatch: alarms, the dashboard, saved queries. */
export class Watching extends Construct {
  /** Told of every alarm that rings, and when it is over. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { watched, settings, topic }: WatchingProps) {
    super(scope, id);
    this.topic = topic ?? createAlarmTopic(this, settings);
    const alarms = new RelayAlarms(this, 'Alarms', { watched, topic: this.topic });
    createDashboard(this, { watched, alarms: alarms.names });
    createQueries(this, watched.functions);
  }
}
