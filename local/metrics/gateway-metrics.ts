import type { HttpApi } from '#local/template/http-api.ts';
import type { RecordMetric } from './metric.ts';

/** An answer of the HTTP API. */
export type Answered = {
  /** Undefined where no route fits. */
  readonly routeKey: string | undefined;
  readonly status: number;
  readonly latencyMs: number;
  /** How long the function took; undefined where none was asked. */
  readonly integrationMs: number | undefined;
  /** Of the two bodies. */
  readonly bytes: number;
};

const dimensionSets = ({ id: ApiId, stage: Stage, hasDetailedMetrics }: HttpApi, routeKey = '') => {
  const [Method = '', Resource = ''] = routeKey.split(' ');
  const route = hasDetailedMetrics(routeKey) ? [{ ApiId, Stage, Method, Resource }] : [];
  return [{ ApiId }, { ApiId, Stage }, ...route];
};

const figures = ({
  status,
  latencyMs,
  integrationMs,
  bytes,
}: Answered): (readonly [name: string, unit: string, value: number])[] => [
  ['Count', 'Count', 1],
  // Told of every request, so that their average is the rate of errors.
  ['4xx', 'Count', status >= 400 && status < 500 ? 1 : 0],
  ['5xx', 'Count', status >= 500 ? 1 : 0],
  ['Latency', 'Milliseconds', latencyMs],
  ['DataProcessed', 'Bytes', bytes],
  ...(integrationMs === undefined ? [] : [['IntegrationLatency', 'Milliseconds', integrationMs] as const]),
];

/** Tells of each answer what API Gateway tells CloudWatch of it, by its documentation of metrics for HTTP APIs. */
export const createGatewayMetrics =
  (api: HttpApi, record: RecordMetric) =>
  (answered: Answered): void => {
    const at = Date.now();
    for (const dimensions of dimensionSets(api, answered.routeKey))
      for (const [name, unit, value] of figures(answered))
        record({ namespace: 'AWS/ApiGateway', name, dimensions, unit, values: [value], at });
  };
