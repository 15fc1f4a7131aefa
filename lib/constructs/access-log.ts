import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logRetention } from '#lib/log-retention.ts';
import { relayName } from '#lib/relay-name.ts';
import type { RelaySettings } from '#lib/settings.ts';
import { accessLogPatterns } from '#lib/watching/metrics/access-log-metrics.ts';
import { relayNamespace } from '#lib/watching/metrics/relay-metrics.ts';

// The route, not the path, and no address: paths carry users' ids.
const format = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  error: '$context.error.responseType',
  integrationError: '$context.integrationErrorMessage',
};

/** The log group's name. Others each take room in the account's one log resource policy, which soon is full. */
export const accessLogName = (scope: Construct): string => `/aws/vendedlogs/${relayName(scope)}/http-access`;

const countLines = (logGroup: LogGroup): void => {
  for (const [metricName, filterPattern] of Object.entries(accessLogPatterns)) {
    logGroup.addMetricFilter(metricName, {
      filterPattern,
      metricNamespace: relayNamespace,
      metricName,
      // Any other line counts as none, so that shares can be reckoned while all is well.
      defaultValue: 0,
    });
  }
};

/** One JSON line per request, in a log group of its own; what alarms look for in it is counted. */
export const createAccessLog = (
  scope: Construct,
  settings: Pick<RelaySettings, 'logRetentionDays'>,
): CfnStage.AccessLogSettingsProperty => {
  const stack = Stack.of(scope);
  const logGroup = new LogGroup(scope, 'AccessLog', {
    logGroupName: accessLogName(scope),
    retention: logRetention(settings.logRetentionDays),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  countLines(logGroup);
  const destinationArn = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroup.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return { destinationArn, format: JSON.stringify(format) };
};
