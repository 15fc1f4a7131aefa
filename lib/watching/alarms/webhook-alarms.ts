import { outputName } from '#lib/output-name.ts';
import { accessLogMetric } from '#lib/watching/metrics/access-log-metrics.ts';
import { functionMetric, webhookMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import type { Watched } from '#lib/watching/watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';

/** One delivery that fails comes four times in five minutes, as the platform repeats it; what is stray comes once. */
const repeated = { atLeast: 3 };

const silent = (channel: string, hours: number): AlarmDefinition => ({
  id: `WebhookSilent-${channel}`,
  metric: relayMetric('Accepted', channel),
  statistic: 'Sum',
  rings: { below: 1 },
  minutes: 60,
  in: { periods: hours, of: hours },
  // Nothing is counted while nothing comes in, which is what this is about.
  missing: 'breaching',
  description: `No delivery of channel ${channel} came in for ${hours} hours: if users wrote meanwhile, their conversations stand still here. The platform may have switched the webhook off.`,
  runbook: 'webhook-silent',
});

const fuse = (channel: string): AlarmDefinition => ({
  id: `Fuse-${channel}`,
  metric: relayMetric('FuseMinutes', channel),
  statistic: 'Maximum',
  rings: { atLeast: 10 },
  minutes: 1,
  // A minute in which watch told nothing puts no fuse out; that watch does not run is told by WatchSilent.
  missing: 'ignore',
  description: `Deliveries of channel ${channel} have failed for ten minutes or longer, and none was taken since. Within the hour the platform switches the whole webhook off, and no message of any user comes in.`,
  runbook: 'webhook-errors',
  isIntake: true,
});

const notDurable = (channel: string): AlarmDefinition => ({
  id: `NotDurable-${channel}`,
  metric: relayMetric('NotDurable', channel),
  statistic: 'Sum',
  rings: { atLeast: 1 },
  description: `Deliveries of channel ${channel} were answered 503, as neither the queue nor the bucket took them. The platform repeats them for an hour and then switches the whole webhook off.`,
  runbook: 'webhook-errors',
  isIntake: true,
});

const probeFailed = (channel: string): AlarmDefinition => ({
  id: `ProbeFailed-${channel}`,
  metric: relayMetric('ProbeFailed', channel),
  statistic: 'Sum',
  rings: { atLeast: 1 },
  minutes: 1,
  in: { periods: 3, of: 5 },
  description: `Three of the last five probes, sent through the public URL of channel ${channel}, did not come through to the table: deliveries of users meet the same.`,
  runbook: 'probe',
  isIntake: true,
});

const ackSlow = (channel: string): AlarmDefinition => ({
  id: `AckSlow-${channel}`,
  metric: relayMetric('AckMs', channel),
  statistic: 'p99',
  rings: { atLeast: 2500 },
  in: { periods: 2, of: 3 },
  description: `Answers to deliveries of channel ${channel} take 2.5 s and longer. The platform waits 5 s: what takes longer counts as failed, is repeated, and in the end switches the whole webhook off.`,
  runbook: 'ack-slow',
});

const badSignature = (channel: string): AlarmDefinition => ({
  id: `BadSignature-${channel}`,
  metric: relayMetric('BadSignature', channel),
  statistic: 'Sum',
  rings: repeated,
  description: `Requests to the webhook of channel ${channel} are refused for their signature. If they come from the platform, the two secrets differ and it switches the webhook off within the hour: compare the secret there with the one that the stack's output ${outputName('ShowSecret', channel)} shows.`,
  runbook: 'bad-signature',
});

const ofRoute = ({ httpApi }: Watched): AlarmDefinition[] => [
  {
    id: 'WebhookErrors',
    metric: webhookMetric('5xx', httpApi),
    statistic: 'Sum',
    rings: repeated,
    description:
      'Deliveries are answered 5xx. The platform repeats them for an hour and then switches the whole webhook off, and no message of any user comes in.',
    runbook: 'webhook-errors',
    isIntake: true,
  },
  {
    id: 'Throttled',
    metric: accessLogMetric('Throttled'),
    statistic: 'Sum',
    rings: repeated,
    description:
      'More requests come to the webhook than its throttle lets through, so deliveries of users are answered 429, which the platform takes for failures: too many of them, and it switches the whole webhook off.',
    runbook: 'limits',
    isIntake: true,
  },
];

const ofIngest = ({ functions: { ingest } }: Watched): AlarmDefinition[] => [
  {
    id: 'IngestErrors',
    metric: functionMetric('Errors', ingest),
    statistic: 'Sum',
    rings: repeated,
    description:
      'ingest breaks off or takes longer than it may, so deliveries are answered 5xx: the platform repeats them for an hour and then switches the whole webhook off.',
    runbook: 'webhook-errors',
    isIntake: true,
  },
  {
    id: 'IngestThrottled',
    metric: functionMetric('Throttles', ingest),
    statistic: 'Sum',
    rings: repeated,
    description:
      'Lambda does not start ingest, as the account or the function has reached its limit, so deliveries are answered 5xx: the platform repeats them for an hour and then switches the whole webhook off.',
    runbook: 'limits',
    isIntake: true,
  },
];

/** What is watched where deliveries come in: each channel, the route, and the function behind it. */
export const webhookAlarms = (watched: Watched): AlarmDefinition[] => [
  ...watched.settings.channels.flatMap(({ name }) => [
    silent(name, watched.settings.silentAfterHours),
    fuse(name),
    notDurable(name),
    probeFailed(name),
    ackSlow(name),
    badSignature(name),
  ]),
  ...ofRoute(watched),
  ...ofIngest(watched),
];
