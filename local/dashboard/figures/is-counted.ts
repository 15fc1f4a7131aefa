import type { Metric } from '#local/metrics/metric.ts';

const lambdaNames: ReadonlySet<string> = new Set([
  'Invocations',
  'Errors',
  'Throttles',
  'Duration',
  'ConcurrentExecutions',
]);

/** Whether the local system counts this metric: what the functions emit, and what local/metrics and local/lambda do. */
export const isCounted = ({ namespace, name, dimensions }: Metric): boolean => {
  switch (namespace) {
    case 'HaptikRelay':
      // Those without dimensions are counted by filters of the access log, which is not kept here.
      return Object.keys(dimensions).length > 0;
    case 'AWS/Lambda':
      return lambdaNames.has(name);
    default:
      return namespace === 'AWS/ApiGateway';
  }
};
