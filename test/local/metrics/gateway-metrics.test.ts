import { expect, test } from 'vitest';
import { createGatewayMetrics } from '#local/metrics/gateway-metrics.ts';
import type { MetricDatum } from '#local/metrics/metric.ts';

const routeKey = 'POST /webhooks/{channel}';

/** What is told of an answer, as texts. */
const told = (answered: Partial<Parameters<ReturnType<typeof createGatewayMetrics>>[0]>) => {
  const data: MetricDatum[] = [];
  const api = { id: 'api', stage: '$default', hasDetailedMetrics: (key: string) => key === routeKey };
  const tell = createGatewayMetrics(api, (datum) => data.push(datum));
  tell({ routeKey, status: 200, latencyMs: 12, integrationMs: 10, bytes: 99, ...answered });
  return data.map(({ namespace, name, unit, dimensions, values }) => {
    const names = Object.entries(dimensions).map(([key, value]) => `${key}=${value}`);
    return `${namespace} ${name} ${values.join()} ${unit} ${names.join()}`;
  });
};

test('an answer is told of the API, its stage and its route, by the names that AWS documents', () => {
  const figures = [
    'Count 1 Count',
    '4xx 0 Count',
    '5xx 0 Count',
    'Latency 12 Milliseconds',
    'DataProcessed 99 Bytes',
    'IntegrationLatency 10 Milliseconds',
  ];
  const dimensions = [
    'ApiId=api',
    'ApiId=api,Stage=$default',
    'ApiId=api,Stage=$default,Method=POST,Resource=/webhooks/{channel}',
  ];

  expect(told({})).toEqual(
    dimensions.flatMap((names) => figures.map((figure) => `AWS/ApiGateway ${figure} ${names}`)),
  );
});

test.each([
  [200, '0', '0'],
  [399, '0', '0'],
  [400, '1', '0'],
  [499, '1', '0'],
  [500, '0', '1'],
  [504, '0', '1'],
])('an answer %i adds %s to 4xx and %s to 5xx', (status, client, server) => {
  expect(told({ status })).toEqual(
    expect.arrayContaining([
      `AWS/ApiGateway 4xx ${client} Count ApiId=api`,
      `AWS/ApiGateway 5xx ${server} Count ApiId=api`,
    ]),
  );
});

test.each(['GET /healthz', undefined])('of the route %s nothing is told by itself', (key) => {
  expect(told({ routeKey: key }).filter((text) => text.includes('Resource='))).toEqual([]);
});

test('where no function was asked there is no latency of one', () => {
  expect(told({ integrationMs: undefined }).filter((text) => text.includes('IntegrationLatency'))).toEqual(
    [],
  );
});
