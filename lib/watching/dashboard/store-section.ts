import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { conflicts, functionMetric, tableMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import { globalIndexes, type Watched } from '#lib/watching/watched.ts';
import { graph, line } from './graph.ts';
import { section } from './section.ts';
import { tableWidget } from './table-widgets.ts';

const storedRow = (channel: string): IWidget[] => [
  graph({
    title: `${channel}: events stored, and what else they were`,
    left: (['Stored', 'Duplicate', 'OutOfOrder', 'BodyMismatch', 'SetAside'] as const).map((name) =>
      line(relayMetric(name, channel), 'Sum', name),
    ),
    width: 12,
  }),
  graph({
    title: `${channel}: from arrival to table, ms`,
    left: (['p50', 'p99'] as const).map((statistic) =>
      line(relayMetric('StoreLagMs', channel), statistic, statistic),
    ),
    width: 12,
  }),
];

const persist = ({ functions }: Watched): IWidget =>
  graph({
    title: 'persist',
    left: [line(functionMetric('Errors', functions.persist), 'Sum', 'errors')],
    right: [line(functionMetric('Duration', functions.persist), 'Maximum', 'longest, ms')],
    width: 12,
  });

const table = ({ table: of }: Watched): IWidget =>
  graph({
    title: 'Table: refused reads and writes, and conflicts',
    left: [undefined, ...globalIndexes].flatMap((index) => [
      line(tableMetric('ReadThrottleEvents', of, index), 'Sum', `reads, ${index ?? 'table'}`),
      line(tableMetric('WriteThrottleEvents', of, index), 'Sum', `writes, ${index ?? 'table'}`),
    ]),
    right: [line(conflicts(of), 'Sum', 'conflicts')],
    width: 12,
  });

/** What became of deliveries in the table, and what needs somebody. */
export const storeSection = (watched: Watched): IWidget[][] =>
  section(
    'Store: does everything arrive in its conversation?',
    ...watched.settings.channels.map(({ name }) => storedRow(name)),
    [persist(watched), table(watched)],
    [tableWidget(watched, { view: 'attention', title: 'Needs attention', width: 24 })],
    [
      tableWidget(watched, { view: 'conversations', title: 'Recent conversations', width: 12 }),
      tableWidget(watched, { view: 'transcript', title: 'A conversation', width: 12 }),
    ],
  );
