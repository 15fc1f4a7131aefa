import {
  Alarm,
  AlarmRule,
  ComparisonOperator,
  CompositeAlarm,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { relayName } from '#lib/relay-name.ts';
import { viewOf } from '#lib/watching/metrics/watched-metric.ts';
import type { Watched } from '#lib/watching/watched.ts';
import type { AlarmDefinition, Runbook } from './alarm-definition.ts';
import { alarmDefinitions } from './alarm-definitions.ts';
import { habitsOf } from './platform-habits.ts';

export type RelayAlarmsProps = { readonly watched: Watched; readonly topic: ITopic };

const missing = {
  breaching: TreatMissingData.BREACHING,
  ignore: TreatMissingData.IGNORE,
  notBreaching: TreatMissingData.NOT_BREACHING,
} as const;

const intakeId = 'IntakeUnhealthy';

/** The pages of this repository that say what to do. */
const withRunbook = (description: string, runbook: Runbook): string =>
  `${description} What to do: docs/runbooks/${runbook}.md`;

/**
 * The alarms. Each tells the topic when it rings and when it is over, but for those of the intake, which tend to ring
 * together: one alarm, `IntakeUnhealthy`, tells of them all, once. What rings until somebody has seen to it, such as
 * dead letters or a channel that nobody uses, is not among these: it would hide the next failure.
 */
export class RelayAlarms extends Construct {
  /** Names of all, the one that stands for the intake first. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, { watched, topic }: RelayAlarmsProps) {
    super(scope, id);
    const made = alarmDefinitions(watched).map((definition) => {
      return { id: definition.id, isIntake: definition.isIntake === true, alarm: this.add(definition) };
    });
    const ofIntake = made.filter(({ isIntake }) => isIntake).map(({ alarm }) => alarm);
    const intake = this.addIntake(ofIntake, habitsOf(watched.settings.channels, 'failed'));
    const telling = made.filter(({ isIntake }) => !isIntake).map(({ alarm }) => alarm);
    for (const alarm of [intake, ...telling]) {
      alarm.addAlarmAction(new SnsAction(topic));
      alarm.addOkAction(new SnsAction(topic));
    }
    this.names = [intakeId, ...made.map((each) => each.id)].map((each) => this.nameOf(each));
  }

  private nameOf(id: string): string {
    return `${relayName(this)}-${id}`;
  }

  private add(definition: AlarmDefinition): Alarm {
    const { id, metric, statistic, rings, minutes = 5, description, runbook } = definition;
    const { periods, of } = definition.in ?? { periods: 1, of: 1 };
    const isUpper = 'atLeast' in rings;
    return new Alarm(this, id, {
      alarmName: this.nameOf(id),
      alarmDescription: withRunbook(description, runbook),
      metric: viewOf(metric, { statistic, minutes }),
      threshold: isUpper ? rings.atLeast : rings.below,
      comparisonOperator: isUpper
        ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: periods,
      treatMissingData: missing[definition.missing ?? 'notBreaching'],
    });
  }

  private addIntake(alarms: readonly Alarm[], whatFollows: string): CompositeAlarm {
    return new CompositeAlarm(this, intakeId, {
      compositeAlarmName: this.nameOf(intakeId),
      alarmDescription: withRunbook(
        `Deliveries are not taken, or not stored: messages of users are missing. The alarms that ring with this one say which and why. ${whatFollows}`,
        'intake',
      ),
      alarmRule: AlarmRule.anyOf(...alarms),
    });
  }
}
