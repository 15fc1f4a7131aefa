/** A metric as its service's documentation has it: the sets of dimensions that it comes with, and its unit. */
export type Documented = { readonly dimensions: readonly (readonly string[])[]; readonly unit: string };

const each = (names: readonly string[], documented: Documented): Record<string, Documented> =>
  Object.fromEntries(names.map((name) => [name, documented]));

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html. The last set of dimensions comes
// only for routes with detailed metrics. Units are said of REST APIs alone, whose metrics are the same:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
const gateway = [['ApiId'], ['ApiId', 'Stage'], ['ApiId', 'Method', 'Resource', 'Stage']];

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html and monitoring-metrics-view.html
const ofFunction = [
  ['FunctionName'],
  ['FunctionName', 'Resource'],
  ['ExecutedVersion', 'FunctionName', 'Resource'],
  [],
];

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
const ofQueue = [['QueueName']];

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
const ofTable = [['TableName'], ['GlobalSecondaryIndexName', 'TableName']];

/** What AWS documents of the metrics that we look at, by namespace and name. Dimensions are in the order of the alphabet. */
export const documentedMetrics: Readonly<Record<string, Readonly<Record<string, Documented>>>> = {
  'AWS/ApiGateway': {
    ...each(['Count', '4xx', '5xx'], { dimensions: gateway, unit: 'Count' }),
    ...each(['Latency', 'IntegrationLatency'], { dimensions: gateway, unit: 'Milliseconds' }),
  },
  'AWS/Lambda': {
    ...each(['Invocations', 'Errors', 'Throttles', 'ConcurrentExecutions'], {
      dimensions: ofFunction,
      unit: 'Count',
    }),
    Duration: { dimensions: ofFunction, unit: 'Milliseconds' },
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html: of the account, in each region.
    ClaimedAccountConcurrency: { dimensions: [[]], unit: 'Count' },
  },
  'AWS/SQS': {
    ApproximateAgeOfOldestMessage: { dimensions: ofQueue, unit: 'Seconds' },
    ...each(
      [
        'ApproximateNumberOfMessagesVisible',
        'ApproximateNumberOfMessagesNotVisible',
        'NumberOfMessagesSent',
        'NumberOfMessagesReceived',
        'NumberOfMessagesDeleted',
        'NumberOfEmptyReceives',
      ],
      { dimensions: ofQueue, unit: 'Count' },
    ),
  },
  'AWS/DynamoDB': {
    ...each(
      [
        'ReadThrottleEvents',
        'WriteThrottleEvents',
        'ConsumedReadCapacityUnits',
        'ConsumedWriteCapacityUnits',
      ],
      { dimensions: ofTable, unit: 'Count' },
    ),
    TransactionConflict: { dimensions: [['TableName']], unit: 'Count' },
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
  'AWS/Logs': { IncomingBytes: { dimensions: [['LogGroupName'], []], unit: 'Bytes' } },
};
