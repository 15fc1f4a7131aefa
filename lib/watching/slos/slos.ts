import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { accessLogMetric } from '#lib/watching/metrics/access-log-metrics.ts';
import { webhookMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import { viewOf, type WatchedMetric } from '#lib/watching/metrics/watched-metric.ts';
import type { Watched } from '#lib/watching/watched.ts';
import type { Slo } from './slo.ts';

/** For graphs; a figure over a range takes the range for its period. */
const minutes = 60;

const sum = (metric: WatchedMetric): IMetric => viewOf(metric, { statistic: 'Sum', minutes });

/** Of those requests that were in order. The gateway counts what it throttled with those it refused. */
const available = ({ httpApi }: Watched): MathExpression =>
  new MathExpression({
    expression:
      '100 * (1 - (FILL(failed, 0) + FILL(throttled, 0)) / (requests - FILL(refused, 0) + FILL(throttled, 0)))',
    usingMetrics: {
      requests: sum(webhookMetric('Count', httpApi)),
      failed: sum(webhookMetric('5xx', httpApi)),
      refused: sum(webhookMetric('4xx', httpApi)),
      throttled: sum(accessLogMetric('Throttled')),
    },
    period: Duration.minutes(minutes),
  });

/** The service level objectives; docs/slo.md says what counts. */
export const slos = (watched: Watched): Slo[] => [
  {
    id: 'Availability',
    title: 'Deliveries are taken',
    targetPercent: 99.95,
    attainment: available(watched),
  },
  {
    id: 'Ack',
    title: 'Answered within 1 s',
    targetPercent: 99,
    attainment: viewOf(webhookMetric('Latency', watched.httpApi), {
      statistic: 'PR(:1000)',
      minutes,
    }),
  },
  ...watched.settings.channels.map(
    ({ name }): Slo => ({
      id: `Stored-${name}`,
      title: `${name}: stored within 60 s`,
      targetPercent: 99.9,
      attainment: viewOf(relayMetric('StoreLagMs', name), {
        statistic: 'PR(:60000)',
        minutes,
      }),
    }),
  ),
];
