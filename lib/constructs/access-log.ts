import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logRetention } from '#lib/log-retention.ts';
import type { RelaySettings } from '#lib/settings.ts';

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

/** One JSON line per request, in a log group of its own. */
export const createAccessLog = (
  scope: Construct,
  settings: Pick<RelaySettings, 'logRetentionDays'>,
): CfnStage.AccessLogSettingsProperty => {
  const stack = Stack.of(scope);
  const logGroup = new LogGroup(scope, 'AccessLog', {
    // Other names each take room in the account's one log resource policy, which soon is full.
    logGroupName: `/aws/vendedlogs/${stack.stackName}/http-access`,
    retention: logRetention(settings.logRetentionDays),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const destinationArn = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroup.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return { destinationArn, format: JSON.stringify(format) };
};
