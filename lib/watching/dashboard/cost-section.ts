import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { accessLogName } from '#lib/constructs/access-log.ts';
import {
  functionMetric,
  gatewayMetric,
  logBytes,
  queueMetric,
  tableMetric,
} from '#lib/watching/metrics/aws-metrics.ts';
import { globalIndexes, type Watched } from '#lib/watching/watched.ts';
import { graph, line } from './graph.ts';
import { section } from './section.ts';

const lambda = ({ functions }: Watched): IWidget[] =>
  [
    { title: 'Lambda: invocations', name: 'Invocations' as const },
    { title: 'Lambda: time, ms', name: 'Duration' as const },
  ].map(({ title, name }) =>
    graph({
      title,
      left: Object.entries(functions).map(([of, each]) => line(functionMetric(name, each), 'Sum', of)),
      width: 8,
      stacked: true,
    }),
  );

const units = ({ table }: Watched): IWidget =>
  graph({
    title: 'DynamoDB: units written, and read',
    left: [undefined, ...globalIndexes].map((index) =>
      line(tableMetric('ConsumedWriteCapacityUnits', table, index), 'Sum', `written, ${index ?? 'table'}`),
    ),
    right: [undefined, ...globalIndexes].map((index) =>
      line(tableMetric('ConsumedReadCapacityUnits', table, index), 'Sum', `read, ${index ?? 'table'}`),
    ),
    width: 8,
  });

const messages = ({ events, outbox }: Watched): IWidget =>
  graph({
    title: 'SQS: messages, and polls in vain',
    left: [
      { name: 'events', ...events },
      { name: 'outbox', ...outbox },
    ].flatMap(({ name, queue }) => [
      line(queueMetric('NumberOfMessagesSent', queue), 'Sum', `${name} sent`),
      line(queueMetric('NumberOfMessagesReceived', queue), 'Sum', `${name} received`),
      line(queueMetric('NumberOfMessagesDeleted', queue), 'Sum', `${name} deleted`),
      line(queueMetric('NumberOfEmptyReceives', queue), 'Sum', `${name} in vain`),
    ]),
    width: 8,
  });

const logs = ({ functions }: Watched): IWidget =>
  graph({
    title: 'Logs: bytes',
    left: [
      ...Object.entries(functions).map(([name, { logGroup }]) =>
        line(logBytes(logGroup.logGroupName), 'Sum', name),
      ),
      line(logBytes(accessLogName(functions.ingest)), 'Sum', 'access log'),
    ],
    width: 8,
    stacked: true,
  });

const requests = ({ httpApi }: Watched): IWidget =>
  graph({
    title: 'HTTP API: requests',
    left: [line(gatewayMetric('Count', httpApi), 'Sum', 'requests')],
    width: 8,
  });

/** What the bill is made of. */
export const costSection = (watched: Watched): IWidget[][] =>
  section(
    'Cost: what is the bill made of?',
    [requests(watched), ...lambda(watched)],
    [units(watched), messages(watched), logs(watched)],
  );
