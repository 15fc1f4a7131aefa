import { FilterPattern, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import { webhookRoute } from '#lib/constructs/api-routes.ts';
import { relayNamespace } from './relay-metrics.ts';
import type { WatchedMetric } from './watched-metric.ts';

const status = (code: string) => FilterPattern.stringValue('$.status', '=', code);
const isWebhook = FilterPattern.stringValue('$.routeKey', '=', webhookRoute);
const isOther = FilterPattern.stringValue('$.routeKey', '!=', webhookRoute);

/** What is counted in the access log, as the gateway has no metric for it. */
export const accessLogPatterns = {
  /** In the gateway's own `4xx` of the route these stand together with forged requests. */
  Throttled: FilterPattern.all(status('429'), isWebhook),
  /** Without 501 and 502: there a function tells its caller of a setting, or of the platform. */
  ApiErrors: FilterPattern.all(FilterPattern.any(status('500'), status('503'), status('504')), isOther),
} as const satisfies Readonly<Record<string, IFilterPattern>>;

export type AccessLogMetricName = keyof typeof accessLogPatterns;

export const accessLogMetric = (name: AccessLogMetricName): WatchedMetric => ({
  namespace: relayNamespace,
  name,
  dimensions: {},
  unit: 'Count',
});
