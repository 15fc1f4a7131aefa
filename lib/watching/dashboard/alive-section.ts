import { type IWidget, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import type { Slo } from '#lib/watching/slos/slo.ts';
import { slos } from '#lib/watching/slos/slos.ts';
import type { Watched } from '#lib/watching/watched.ts';
import { graph, line } from './graph.ts';
import { section } from './section.ts';

const channelRow = (channel: string): IWidget[] => [
  graph({
    title: `${channel}: deliveries taken`,
    left: (['Accepted', 'Quarantined', 'Ignored'] as const).map((name) =>
      line(relayMetric(name, channel), 'Sum', name),
    ),
    width: 8,
  }),
  graph({
    title: `${channel}: minutes since deliveries began to fail`,
    left: [line(relayMetric('FuseMinutes', channel), 'Maximum', 'fuse')],
    right: [line(relayMetric('WebhookReenabled', channel), 'Sum', 'switched on again')],
    width: 8,
    alarmAt: 10,
  }),
  graph({
    title: `${channel}: probe through the public URL to the table, ms`,
    left: [line(relayMetric('ProbeMs', channel), 'Maximum', 'probe')],
    right: [line(relayMetric('ProbeFailed', channel), 'Sum', 'failed')],
    width: 8,
  }),
];

const objectives = ({ title, targetPercent, attainment }: Slo, isLong: boolean): IWidget =>
  new SingleValueWidget({
    title: `${title}, %`,
    metrics: [
      attainment.with({ label: `${isLong ? '30 days' : 'shown range'}, promised: ${targetPercent}` }),
    ],
    setPeriodToTimeRange: true,
    fullPrecision: true,
    width: 6,
    height: 3,
    ...(isLong && { start: '-P30D' }),
  });

/** Whether deliveries come in, and whether what is promised was kept. */
export const aliveSection = (watched: Watched): IWidget[][] => {
  const promised = slos(watched);
  return section(
    'Is the channel alive?',
    ...watched.settings.channels.map(({ name }) => channelRow(name)),
    promised.map((slo) => objectives(slo, true)),
    promised.map((slo) => objectives(slo, false)),
  );
};
