import { outputName } from '#lib/output-name.ts';
import type { ChannelSettings } from '#lib/settings.ts';
import { accessLogMetric } from '#lib/watching/metrics/access-log-metrics.ts';
import { functionMetric, webhookMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import type { Watched } from '#lib/watching/watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { habitsOf } from './platform-habits.ts';

type Channel = Pick<ChannelSettings, 'name' | 'source'>;

/** One delivery that fails comes four times in five minutes, as Haptik repeats it; what is stray comes once. */
const repeated = { atLeast: 3 };

const silent = (channel: Channel, hours: number): AlarmDefinition => ({
  id: `WebhookSilent-${channel.name}`,
  metric: relayMetric('Accepted', channel.name),
  statistic: 'Sum',
  rings: { below: 1 },
  minutes: 60,
  in: { periods: hours, of: hours },
  // Nothing is counted while nothing comes in, which is what this is about.
  missing: 'breaching',
  description: `No delivery of channel ${channel.name} came in for ${hours} hours and longer: if users wrote meanwhile, their conversations stand still here. ${habitsOf([channel], 'silent')}`,
  runbook: 'webhook-silent',
});

const fuse = (channel: Channel): AlarmDefinition => ({
  id: `Fuse-${channel.name}`,
  metric: relayMetric('FuseMinutes', channel.name),
  statistic: 'Maximum',
  rings: { atLeast: 10 },
  minutes: 1,
  // A minute in which watch told nothing puts no fuse out; that watch does not run is told by WatchSilent.
  missing: 'ignore',
  description: `Deliveries of channel ${channel.name} have failed for ten minutes or longer, and none was taken since. ${habitsOf([channel], 'failed')}`,
  runbook: 'webhook-errors',
  isIntake: true,
});

const notDurable = (channel: Channel): AlarmDefinition => ({
  id: `NotDurable-${channel.name}`,
  metric: relayMetric('NotDurable', channel.name),
  statistic: 'Sum',
  rings: { atLeast: 1 },
  description: `Deliveries of channel ${channel.name} were answered 503, as neither the queue nor the bucket took them. ${habitsOf([channel], 'failed')}`,
  runbook: 'webhook-errors',
  isIntake: true,
});

const probeFailed = ({ name }: Channel): AlarmDefinition => ({
  id: `ProbeFailed-${name}`,
  metric: relayMetric('ProbeFailed', name),
  statistic: 'Sum',
  rings: { atLeast: 1 },
  minutes: 1,
  in: { periods: 3, of: 5 },
  description: `Three of the last five probes, sent through the public URL of channel ${name}, did not come through to the table: deliveries of users meet the same.`,
  runbook: 'probe',
  isIntake: true,
});

const ackSlow = (channel: Channel): AlarmDefinition => ({
  id: `AckSlow-${channel.name}`,
  metric: relayMetric('AckMs', channel.name),
  statistic: 'p99',
  rings: { atLeast: 2500 },
  in: { periods: 2, of: 3 },
  description: `Answers to deliveries of channel ${channel.name} take 2.5 s and longer. ${habitsOf([channel], 'waits')} ${habitsOf([channel], 'failed')}`,
  runbook: 'ack-slow',
});

const badSignature = (channel: Channel): AlarmDefinition => ({
  id: `BadSignature-${channel.name}`,
  metric: relayMetric('BadSignature', channel.name),
  statistic: 'Sum',
  rings: repeated,
  description: `Requests to the webhook of channel ${channel.name} are refused for their signature. If they come from the platform, the two secrets differ: compare the one there with the one that the stack's output ${outputName('ShowSecret', channel.name)} shows. ${habitsOf([channel], 'failed')}`,
  runbook: 'bad-signature',
});

const ofRoute = ({ httpApi, settings: { channels } }: Watched): AlarmDefinition[] => [
  {
    id: 'WebhookErrors',
    metric: webhookMetric('5xx', httpApi),
    statistic: 'Sum',
    rings: repeated,
    description: `Deliveries are answered 5xx. ${habitsOf(channels, 'failed')}`,
    runbook: 'webhook-errors',
    isIntake: true,
  },
  {
    id: 'Throttled',
    metric: accessLogMetric('Throttled'),
    statistic: 'Sum',
    rings: repeated,
    description: `More requests come to the webhooks than their throttle lets through, so deliveries of users are answered 429. ${habitsOf(channels, 'failed')}`,
    runbook: 'limits',
    isIntake: true,
  },
];

const ofIngest = ({ functions: { ingest }, settings: { channels } }: Watched): AlarmDefinition[] => [
  {
    id: 'IngestErrors',
    metric: functionMetric('Errors', ingest),
    statistic: 'Sum',
    rings: repeated,
    description: `ingest breaks off or takes longer than it may, so deliveries are answered 5xx. ${habitsOf(channels, 'failed')}`,
    runbook: 'webhook-errors',
    isIntake: true,
  },
  {
    id: 'IngestThrottled',
    metric: functionMetric('Throttles', ingest),
    statistic: 'Sum',
    rings: repeated,
    description: `Lambda does not start ingest, as the account or the function has reached its limit, so deliveries are answered 5xx. ${habitsOf(channels, 'failed')}`,
    runbook: 'limits',
    isIntake: true,
  },
];

/** What is watched where deliveries come in: each channel, the route, and the function behind it. */
export const webhookAlarms = (watched: Watched): AlarmDefinition[] => [
  ...watched.settings.channels.flatMap((channel) => [
    silent(channel, watched.settings.silentAfterHours),
    fuse(channel),
    notDurable(channel),
    probeFailed(channel),
    ackSlow(channel),
    badSignature(channel),
  ]),
  ...ofRoute(watched),
  ...ofIngest(watched),
];
