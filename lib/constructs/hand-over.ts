import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RelaySettings } from '#lib/settings.ts';
import { webhookMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { viewOf } from '#lib/watching/metrics/watched-metric.ts';
import { explainWildcard, type Wildcard } from '#lib/wildcard.ts';

type CanaryProps = {
  readonly target: LambdaFunction;
  /** Whether what is deployed now goes out at once, whatever rings. */
  readonly skip: boolean;
};

/**
 * Hands a new version of `ingest` over in two steps: it gets a tenth of the deliveries for five minutes and then all, or
 * none again when one of the alarms here rings. `alias` must be called in place of the function.
 */
class Canary extends Construct {
  readonly alias: Alias;
  private readonly group: LambdaDeploymentGroup;

  constructor(scope: Construct, id: string, { target, skip }: CanaryProps) {
    super(scope, id);
    this.alias = target.addAlias('live');
    const errors = this.alias.metricErrors({ period: Duration.minutes(1), statistic: Stats.SUM });
    this.group = new LambdaDeploymentGroup(this, 'Group', {
      application: new LambdaApplication(this, 'Application'),
      alias: this.alias,
      role: createRole(this, target),
      deploymentConfig: skip
        ? LambdaDeploymentConfig.ALL_AT_ONCE
        : LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [this.watch('Errors', errors)],
      ignoreAlarmConfiguration: skip,
    });
  }

  /**
   * Has 5xx of the webhooks' route take a version back, too: most of what can go wrong in `ingest` is answered by an
   * invocation that succeeds. To be called once the API is there, which leads to the alias.
   */
  watchAnswers(httpApi: HttpApi): void {
    const answers = viewOf(webhookMetric('5xx', httpApi), { statistic: 'Sum', minutes: 1 });
    this.group.addAlarm(this.watch('ServerErrors', answers));
  }

  // Those that people are told of wait for more: of a tenth of the deliveries in five minutes little is to be seen.
  private watch(id: string, metric: IMetric): Alarm {
    return new Alarm(this, id, {
      alarmDescription:
        'A delivery was answered 5xx. While a new version of ingest is handed over, CodeDeploy takes it back then, and the deployment fails; nobody is told by this alarm. What to do: docs/runbooks/webhook-errors.md',
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

/** Puts a canary before `ingest`; undefined where it is to be called itself. */
export const handOver = (
  ingest: LambdaFunction,
  { canary }: Pick<RelaySettings, 'canary'>,
): Canary | undefined => {
  if (canary === false) return undefined;
  return new Canary(ingest, 'Canary', { target: ingest, skip: canary === 'skip' });
};

/** What CodeDeploy does in this account: less than the policy that AWS has for it, which names no function. */
const createRole = (scope: Construct, { functionArn }: LambdaFunction) => {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
  const may = (actions: string[], wildcard: Wildcard, ...resources: string[]) => {
    role.addToPolicy(new PolicyStatement({ actions, resources: [...resources, wildcard.arn] }));
    explainWildcard(role, wildcard);
  };
  may(
    ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
    {
      arn: `${functionArn}:*`,
      reason: 'Aliases and versions of the one function; versions get their numbers later.',
    },
    functionArn,
  );
  may(['cloudwatch:DescribeAlarms'], {
    arn: '*',
    reason: 'Reads the state of alarms; CloudWatch shows composite alarms only to those who may see all.',
  });
  return role.withoutPolicyUpdates();
};
