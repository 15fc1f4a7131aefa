import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  Dashboard,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { relayName } from '#lib/relay-name.ts';
import type { Watched } from '#lib/watching/watched.ts';
import { aliveSection } from './alive-section.ts';
import { costSection } from './cost-section.ts';
import { intakeSection } from './intake-section.ts';
import { outboundSection } from './outbound-section.ts';
import { queuesSection } from './queues-section.ts';
import { storeSection } from './store-section.ts';

export type DashboardProps = {
  readonly watched: Watched;
  /** Names of the alarms. */
  readonly alarms: readonly string[];
};

const heading = (name: string): IWidget =>
  new TextWidget({
    markdown: `# ${name}\nWhat to do when an alarm rings is at the end of its description, under docs/runbooks. Saved queries are in Logs Insights, in the folder ${name}.`,
    width: 24,
    height: 2,
  });

/** What one widget takes. */
const mostAlarms = 100;

const alarmRows = (scope: Construct, names: readonly string[]): IWidget[][] => {
  // By their names, so that the dashboard needs none of them to be made.
  const alarms = names.map((name) => Alarm.fromAlarmName(scope, `Shown-${name}`, name));
  return Array.from({ length: Math.ceil(alarms.length / mostAlarms) }, (_, index) => {
    const some = alarms.slice(index * mostAlarms, (index + 1) * mostAlarms);
    const sortBy = AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP;
    const height = Math.ceil(some.length / 8) + 2;
    return [new AlarmStatusWidget({ title: 'Alarms', alarms: some, sortBy, width: 24, height })];
  });
};

/** The one dashboard, named as the relay, in the order in which an operator asks. */
export const createDashboard = (scope: Construct, { watched, alarms }: DashboardProps): Dashboard => {
  const name = relayName(scope);
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: name,
    defaultInterval: Duration.hours(12),
    widgets: [
      [heading(name)],
      ...alarmRows(scope, alarms),
      ...aliveSection(watched),
      ...intakeSection(watched),
      ...queuesSection(watched),
      ...storeSection(watched),
      ...outboundSection(watched),
      ...costSection(watched),
    ],
  });
};
