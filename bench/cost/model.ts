import type { CostCounts, StageCounts } from '../counting/count-all.ts';
import { plus } from '../counting/counts.ts';
import { assumptions } from './assumptions.ts';
import { billOf } from './bill.ts';
import { ofService, times, together, type Usage } from './usage.ts';

/** Events of one conversation in a batch of ten. */
export type Share = keyof CostCounts['webhooks']['stored'];

const million = 1_000_000;

/** A million deliveries, taken and stored. */
export const millionWebhooks = (
  { webhooks, memoryMb }: Pick<CostCounts, 'webhooks' | 'memoryMb'>,
  share: Share,
): Usage => times(million, billOf(plus(webhooks.taken, webhooks.stored[share]), memoryMb));

/** What the first event of a conversation takes above any other, a million times. */
export const millionConversations = ({
  webhooks,
  memoryMb,
}: Pick<CostCounts, 'webhooks' | 'memoryMb'>): Usage =>
  together(
    times(million, billOf(webhooks.begun, memoryMb)),
    times(-million, billOf(webhooks.stored[1], memoryMb)),
  );

/** A million messages to the platform, accepted, sent and stored. */
export const millionSends = ({ sends, memoryMb }: CostCounts): Usage =>
  times(million, billOf(plus(sends.accepted, sends.sent), memoryMb));

export type Read = Exclude<keyof CostCounts['reads'], 'changes: none, waited for a second'>;

/** A million calls. */
export const millionReads = ({ reads, memoryMb }: CostCounts, read: Read): Usage =>
  times(million, billOf(reads[read], memoryMb));

/** A caller that waits for changes all the time, and there are none, for a month. */
export const waitingMonth = ({ reads, memoryMb }: Pick<CostCounts, 'reads' | 'memoryMb'>): Usage => {
  const { 'changes: none': atOnce, 'changes: none, waited for a second': waited } = reads;
  const second = { readUnit: waited.api?.['read units'] ?? 0, lambdaGbSecond: (memoryMb.api ?? 0) / 1024 };
  const calls = times(1 / assumptions.waitSeconds, billOf(atOnce, memoryMb));
  return times(assumptions.hoursPerMonth * 3600, together(calls, second));
};

/** Bytes of the table that an event takes: a page of a hundred, read at 4 KB a unit, and what DynamoDB adds. */
export const bytesOfEvent = ({ reads }: Pick<CostCounts, 'reads'>): number => {
  const units = reads['a page of 100 messages'].api?.['read units'] ?? 0;
  const { itemBytes, indexKeyBytes } = assumptions;
  return (units * 4096) / 100 + itemBytes + indexKeyBytes + itemBytes;
};

/** A million events, kept for a month. */
export const millionKept = (counts: CostCounts): Usage => {
  const bytes = million * bytesOfEvent(counts);
  return { tableByteMonth: bytes, backupByteMonth: bytes };
};

/** One line of a month's bill. */
export type Line = { readonly what: string; readonly usage: Usage };

const sumOf = (record: Readonly<Record<string, number>>): number =>
  Object.values(record).reduce((sum, count) => sum + count, 0);

export const runsPerMonth = ({ minutesBetweenRuns }: StageCounts): number =>
  (assumptions.hoursPerMonth * 60) / minutesBetweenRuns;

/** Each probe meets a process of ingest of its own, as all are on their way at once; each process reads all secrets. */
const secretReads = ({ rest: { secretsRead } }: StageCounts): number => {
  const processes = 1 + secretsRead;
  return (processes * secretsRead * assumptions.hoursPerMonth * 60) / assumptions.secretMinutes;
};

const polls = ({ template }: StageCounts): number => {
  const { pollers, pollSeconds, hoursPerMonth } = assumptions;
  return template.polledQueues * pollers * ((hoursPerMonth * 3600) / pollSeconds);
};

const fixed = (stage: StageCounts): Line[] => {
  const { template, toldAtRest } = stage;
  const { alarms, canaryAlarms, compositeAlarms: compositeAlarmMonth } = template;
  return [
    { what: 'alarms', usage: { alarmMonth: alarms + canaryAlarms, compositeAlarmMonth } },
    { what: 'metrics that the functions tell', usage: { metricMonth: sumOf(toldAtRest) } },
    {
      what: "metrics of the webhooks' route",
      usage: { metricMonth: template.measuredRoutes * assumptions.routeMetrics },
    },
    { what: 'metrics counted from the access log', usage: { metricMonth: template.logMetrics } },
    { what: 'the dashboard', usage: { dashboardMonth: template.dashboards } },
    { what: 'secrets', usage: { secretMonth: template.secrets } },
    { what: 'Lambda polls the queues in vain', usage: { queueRequest: polls(stage) } },
    { what: 'secrets read anew', usage: { secretRead: secretReads(stage) } },
  ];
};

const services = [
  'CloudWatch',
  'HTTP API',
  'Lambda',
  'SQS',
  'DynamoDB',
  'S3',
  'Logs',
  'Data sent out',
] as const;

/** What runs of `watch` and their probes take, service by service. */
const ofRuns = (stage: StageCounts, memoryMb: CostCounts['memoryMb']): Line[] => {
  const usage = times(runsPerMonth(stage), billOf(stage.rest.run, memoryMb));
  return services.map((service) => ({
    what: `watch and its probes: ${service}`,
    usage: ofService(service, usage),
  }));
};

/** A month of a stage that nobody uses. */
export const monthAtRest = (stage: StageCounts, memoryMb: CostCounts['memoryMb']): Line[] => [
  ...fixed(stage),
  ...ofRuns(stage, memoryMb),
];

export const sumOfLines = (lines: readonly Line[]): Usage => together(...lines.map(({ usage }) => usage));

/** What a channel takes in a month that nobody uses and nothing is sent to. */
export const idleChannel = (stage: StageCounts, memoryMb: CostCounts['memoryMb']): Usage => {
  const { rest, template, toldAtRest } = stage;
  const alarms = Object.values(template.alarmsOfChannel);
  const { watch: _, ...probes } = rest.run;
  const { FuseMinutes = 0, ProbeMs = 0 } = toldAtRest;
  return together(
    { alarmMonth: Math.min(...alarms), secretMonth: 1, metricMonth: (FuseMinutes + ProbeMs) / alarms.length },
    times(runsPerMonth(stage) / alarms.length, billOf(probes, memoryMb)),
  );
};
