import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { webhookRoute } from '#lib/constructs/api-routes.ts';
import type { WatchedMetric } from './watched-metric.ts';

type Units = Readonly<Record<string, WatchedMetric['unit']>>;

const lambdaUnits = {
  Invocations: 'Count',
  Errors: 'Count',
  Throttles: 'Count',
  Duration: 'Milliseconds',
  ConcurrentExecutions: 'Count',
} as const satisfies Units;

/** All versions and aliases of a function together. */
export const functionMetric = (
  name: keyof typeof lambdaUnits,
  { functionName }: IFunction,
): WatchedMetric => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: functionName },
  unit: lambdaUnits[name],
});

/** What the account's functions hold of its quota in this region: running, reserved or provisioned. */
export const claimedConcurrency: WatchedMetric = {
  namespace: 'AWS/Lambda',
  name: 'ClaimedAccountConcurrency',
  dimensions: {},
  unit: 'Count',
};

const queueUnits = {
  ApproximateAgeOfOldestMessage: 'Seconds',
  ApproximateNumberOfMessagesVisible: 'Count',
  ApproximateNumberOfMessagesNotVisible: 'Count',
  NumberOfMessagesSent: 'Count',
  NumberOfMessagesReceived: 'Count',
  NumberOfMessagesDeleted: 'Count',
  NumberOfEmptyReceives: 'Count',
} as const satisfies Units;

export const queueMetric = (name: keyof typeof queueUnits, { queueName }: IQueue): WatchedMetric => ({
  namespace: 'AWS/SQS',
  name,
  dimensions: { QueueName: queueName },
  unit: queueUnits[name],
});

type TableMetricName =
  | 'ReadThrottleEvents'
  | 'WriteThrottleEvents'
  | 'ConsumedReadCapacityUnits'
  | 'ConsumedWriteCapacityUnits';

/** Of the table and its local indexes, or of one global index. */
export const tableMetric = (
  name: TableMetricName,
  { tableName }: Table,
  globalIndex?: string,
): WatchedMetric => ({
  namespace: 'AWS/DynamoDB',
  name,
  dimensions: {
    TableName: tableName,
    ...(globalIndex !== undefined && { GlobalSecondaryIndexName: globalIndex }),
  },
  unit: 'Count',
});

/** Items that one transaction refused because another was at them. */
export const conflicts = ({ tableName }: Table): WatchedMetric => ({
  namespace: 'AWS/DynamoDB',
  name: 'TransactionConflict',
  dimensions: { TableName: tableName },
  unit: 'Count',
});

const gatewayUnits = {
  Count: 'Count',
  '4xx': 'Count',
  '5xx': 'Count',
  Latency: 'Milliseconds',
} as const satisfies Units;

type GatewayMetricName = keyof typeof gatewayUnits;

/** Of all routes. */
export const gatewayMetric = (name: GatewayMetricName, { apiId }: HttpApi): WatchedMetric => ({
  namespace: 'AWS/ApiGateway',
  name,
  dimensions: { ApiId: apiId },
  unit: gatewayUnits[name],
});

const [Method = '', Resource = ''] = webhookRoute.split(' ');

/** Of the webhooks' route alone, for which detailed metrics are switched on. */
export const webhookMetric = (name: GatewayMetricName, { apiId }: HttpApi): WatchedMetric => ({
  namespace: 'AWS/ApiGateway',
  name,
  dimensions: { ApiId: apiId, Method, Resource, Stage: '$default' },
  unit: gatewayUnits[name],
});

/** Bytes that came into a log group: what CloudWatch Logs asks its price for. */
export const logBytes = (logGroupName: string): WatchedMetric => ({
  namespace: 'AWS/Logs',
  name: 'IncomingBytes',
  dimensions: { LogGroupName: logGroupName },
  unit: 'Bytes',
});
