import { limits } from '#lib/limits.ts';
import { conflicts, functionMetric, queueMetric, tableMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import { globalIndexes, type Watched } from '#lib/watching/watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { almostTimedOut, deadLetters, inFlight } from './common-alarms.ts';

// What waits goes on waiting while watch tells nothing; that watch does not run is told by WatchSilent.
const spill: readonly AlarmDefinition[] = [
  {
    id: 'SpillWaiting',
    metric: relayMetric('SpillWaiting', 'all'),
    statistic: 'Maximum',
    rings: { atLeast: 1 },
    missing: 'ignore',
    description:
      'The queue did not take deliveries, which wait in the bucket now: their messages show late. watch puts them back every minute, as soon as the queue takes them.',
    runbook: 'spill',
  },
  {
    id: 'SpillOld',
    metric: relayMetric('SpillMinutes', 'all'),
    statistic: 'Maximum',
    rings: { atLeast: 15 },
    missing: 'ignore',
    description:
      'Deliveries have waited in the bucket for 15 minutes or longer, as the queue still does not take them: their messages are missing from the conversations until it does.',
    runbook: 'spill',
    isIntake: true,
  },
];

const quarantined = (channel: string): AlarmDefinition => ({
  id: `Quarantined-${channel}`,
  metric: relayMetric('Quarantined', channel),
  statistic: 'Sum',
  rings: { atLeast: 1 },
  description: `Deliveries of channel ${channel} are authentic but were not understood, so their messages are missing from the conversations. They are kept raw, with the reason, and can be tried again.`,
  runbook: 'quarantine',
});

const setAside = (channel: string): AlarmDefinition => ({
  id: `SetAside-${channel}`,
  metric: relayMetric('SetAside', channel),
  statistic: 'Sum',
  rings: { atLeast: 1 },
  description: `A defect of ours: a queued delivery of channel ${channel} could not be handled, so its message is missing from a conversation. It is kept under dead/ in the bucket, with the reason.`,
  runbook: 'set-aside',
});

/** On demand the table gives way to bursts by itself, and each call is tried again: a few mean nothing. */
const throttled = { rings: { atLeast: 10 }, in: { periods: 2, of: 3 } } as const;

const throttles = ({ table }: Watched): AlarmDefinition[] =>
  [undefined, ...globalIndexes].flatMap((index) =>
    (['Read', 'Write'] as const).map(
      (kind): AlarmDefinition => ({
        id: `${kind}Throttled-${index ?? 'table'}`,
        metric: tableMetric(`${kind}ThrottleEvents`, table, index),
        statistic: 'Sum',
        ...throttled,
        description: `DynamoDB refuses ${kind.toLowerCase()}s of ${index === undefined ? 'the table' : `its index ${index}`}, as more come than it lets through: messages show late, and the API answers slowly or 503.`,
        runbook: 'table',
      }),
    ),
  );

const ofEvents = ({ events }: Watched): AlarmDefinition[] => [
  {
    id: 'EventsOld',
    metric: queueMetric('ApproximateAgeOfOldestMessage', events.queue),
    statistic: 'Maximum',
    rings: { atLeast: 120 },
    description:
      'The oldest delivery has waited in the events queue for two minutes and longer: messages are missing from the conversations until persist has stored them. None is lost for twelve hours at least.',
    runbook: 'storing-late',
    isIntake: true,
  },
  inFlight('events', events.queue),
  deadLetters(
    'events',
    events.deadLetters,
    'Deliveries could not be stored for twelve hours or longer and wait among the dead letters of the events queue, so their messages are missing from the conversations. They are lost when the retention of that queue is over.',
  ),
];

const ofPersist = ({ functions: { persist } }: Watched): AlarmDefinition[] => [
  {
    id: 'PersistErrors',
    metric: functionMetric('Errors', persist),
    statistic: 'Sum',
    rings: { atLeast: 3 },
    description:
      'persist breaks off again and again, so messages show late or not at all: what it had in hand comes back after a minute, for twelve hours at least.',
    runbook: 'storing-late',
    isIntake: true,
  },
  almostTimedOut('Persist', persist, {
    seconds: limits.persist.timeoutSeconds,
    description:
      'persist needs almost all the time that it may take, so messages show late; what it does not finish comes back after a minute.',
    runbook: 'storing-late',
  }),
];

const conflicting = ({ table }: Watched): AlarmDefinition => ({
  id: 'Conflicts',
  metric: conflicts(table),
  statistic: 'Sum',
  // Two writers at one conversation are in order, and each tries again.
  rings: { atLeast: 100 },
  in: { periods: 3, of: 3 },
  description:
    'Many writes meet others at the same conversation and are tried again, so its messages show late, and persist and send cost more.',
  runbook: 'table',
});

/** What is watched between the answer to a delivery and its place in the table. */
export const storeAlarms = (watched: Watched): AlarmDefinition[] => {
  const channels = watched.settings.channels.map(({ name }) => name);
  return [
    ...spill,
    ...channels.map(quarantined),
    // What cannot even be read belongs to no channel that we know.
    ...[...channels, 'unknown'].map(setAside),
    ...ofEvents(watched),
    ...ofPersist(watched),
    ...throttles(watched),
    conflicting(watched),
  ];
};
