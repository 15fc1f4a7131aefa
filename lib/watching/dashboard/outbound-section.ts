import { type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { functionMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import type { Watched } from '#lib/watching/watched.ts';
import { graph, line } from './graph.ts';
import { section } from './section.ts';
import { tableWidget } from './table-widgets.ts';

const channelRow = (channel: string): IWidget[] => [
  graph({
    title: `${channel}: what became of commands`,
    left: (['Sent', 'SendRetry', 'SendFailed', 'Unconfirmed', 'BreakerOpen'] as const).map((name) =>
      line(relayMetric(name, channel), 'Sum', name),
    ),
    width: 12,
  }),
  graph({
    title: `${channel}: attempts, and how long they take, ms`,
    left: (['p50', 'p99'] as const).map((statistic) =>
      line(relayMetric('SendMs', channel), statistic, statistic),
    ),
    right: [line(relayMetric('SendAttempt', channel), 'Sum', 'attempts')],
    width: 12,
  }),
];

const send = ({ functions }: Watched): IWidget =>
  graph({
    title: 'send',
    left: [line(functionMetric('Errors', functions.send), 'Sum', 'errors')],
    right: [line(functionMetric('Duration', functions.send), 'Maximum', 'longest, ms')],
    width: 8,
  });

/** What goes out to the platforms. */
export const outboundSection = (watched: Watched): IWidget[][] => {
  const question = 'Outbound: does what users write arrive?';
  const sending = watched.settings.channels.filter((channel) => channel.send !== undefined);
  if (sending.length === 0)
    return section(question, [new TextWidget({ markdown: 'No channel sends.', width: 24, height: 1 })]);
  return section(question, ...sending.map(({ name }) => channelRow(name)), [
    send(watched),
    tableWidget(watched, { view: 'outbox', title: 'Failed and unconfirmed commands', width: 16 }),
  ]);
};
