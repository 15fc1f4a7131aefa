import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { accessLogMetric } from '#lib/watching/metrics/access-log-metrics.ts';
import { functionMetric, webhookMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric, secretUsed } from '#lib/watching/metrics/relay-metrics.ts';
import type { Watched } from '#lib/watching/watched.ts';
import { graph, line } from './graph.ts';
import { section } from './section.ts';

const answers = ({ httpApi }: Watched): IWidget =>
  graph({
    title: 'Requests to the webhooks, and what went wrong',
    left: [line(webhookMetric('Count', httpApi), 'Sum', 'requests')],
    right: [
      line(webhookMetric('4xx', httpApi), 'Sum', '4xx'),
      line(webhookMetric('5xx', httpApi), 'Sum', '5xx'),
      line(accessLogMetric('Throttled'), 'Sum', 'throttled'),
    ],
    width: 8,
  });

const speed = (watched: Watched, names: readonly string[]): IWidget =>
  graph({
    title: 'Time to the answer, ms',
    left: [
      ...names.flatMap((name) => [
        line(relayMetric('AckMs', name), 'p50', `${name} p50`),
        line(relayMetric('AckMs', name), 'p99', `${name} p99`),
      ]),
      line(webhookMetric('Latency', watched.httpApi), 'p99', 'p99 with the start of a function'),
    ],
    width: 8,
    alarmAt: 2500,
  });

const refused = (names: readonly string[]): IWidget =>
  graph({
    title: 'Not taken as they should be',
    left: [
      ...names.flatMap((channel) =>
        (['BadSignature', 'NotDurable', 'Spilled'] as const).map((name) =>
          line(relayMetric(name, channel), 'Sum', `${channel} ${name}`),
        ),
      ),
      line(relayMetric('UnknownChannel', 'unknown'), 'Sum', 'to no channel'),
    ],
    width: 8,
  });

const ingest = ({ functions }: Watched): IWidget =>
  graph({
    title: 'ingest',
    left: [
      line(functionMetric('Errors', functions.ingest), 'Sum', 'errors'),
      line(functionMetric('Throttles', functions.ingest), 'Sum', 'throttled'),
      line(functionMetric('ConcurrentExecutions', functions.ingest), 'Maximum', 'at once'),
    ],
    right: [line(functionMetric('Duration', functions.ingest), 'Maximum', 'longest, ms')],
    width: 12,
  });

const secrets = (names: readonly string[]): IWidget =>
  graph({
    title: 'Deliveries by the secret that signed them',
    left: names.flatMap((name) => [
      line(secretUsed(name, '0'), 'Sum', `${name} current`),
      line(secretUsed(name, '1'), 'Sum', `${name} previous`),
    ]),
    width: 12,
  });

/** What the webhooks answer, how fast, and why not. */
export const intakeSection = (watched: Watched): IWidget[][] => {
  const names = watched.settings.channels.map(({ name }) => name);
  return section(
    'Intake: is everything taken, and in time?',
    [answers(watched), speed(watched, names), refused(names)],
    [ingest(watched), secrets(names)],
  );
};
