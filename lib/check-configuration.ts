import { channelRules, type Rule } from './channel-rules.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { FunctionLimits, Limits, QueueLimits } from './limits.ts';
import { outageSeconds, timesVisible } from './queue-figures.ts';
import type { RelaySettings } from './settings.ts';
import { settingsRules } from './settings-rules.ts';
import { timeRules } from './time-rules.ts';

/** What is checked before anything is built. */
export type Configuration = {
  readonly limits: Limits;
  readonly settings: RelaySettings;
  /** Whether alarms are told to a topic of somebody else's. */
  readonly ownTopic?: boolean;
};

/** A queue, and the function that it feeds. */
type Feed = {
  readonly name: string;
  readonly queue: QueueLimits;
  readonly fed: string;
  readonly target: FunctionLimits;
};

const feeds = ({ events, persist, outbox, send }: Limits): Feed[] => [
  { name: 'events', queue: events, fed: 'persist', target: persist },
  { name: 'outbox', queue: outbox, fed: 'send', target: send },
];

const queueRules = ({ name, queue, fed, target: { timeoutSeconds } }: Feed): Rule[] => {
  const visibility = timesVisible * timeoutSeconds;
  const held = queue.visibilitySeconds * queue.maxReceiveCount;
  const receives = Math.ceil(outageSeconds / queue.visibilitySeconds);
  return [
    [
      queue.visibilitySeconds < visibility,
      `A message is lent out for ${queue.visibilitySeconds} s, but ${fed} may run ${timeoutSeconds} s and needs six times that: raise ${name}.visibilitySeconds to ${visibility} or lower ${fed}.timeoutSeconds.`,
    ],
    [
      held < outageSeconds,
      `The ${name} queue outlasts an outage of ${held} s, not of 12 hours: raise ${name}.maxReceiveCount to ${receives}.`,
    ],
    [
      queue.maxReceiveCount > 1000,
      `SQS takes a maxReceiveCount up to 1000, not ${queue.maxReceiveCount}: lower ${name}.maxReceiveCount and raise ${name}.visibilitySeconds.`,
    ],
  ];
};

const retentionRules = ({ limits: { events }, settings: { retentionDays } }: Configuration): Rule[] => [
  [
    !Number.isInteger(retentionDays) || retentionDays <= events.retentionDays,
    `Events are kept ${retentionDays} days, dead letters ${events.retentionDays}: set the stage's retentionDays to a whole number above ${events.retentionDays}, or what is put back has already expired.`,
  ],
];

const topicRule = ({ settings: { alarmEmail }, ownTopic = false }: Configuration): Rule => [
  ownTopic && alarmEmail !== undefined,
  `Alarms are told to the alarmTopic, which does not know ${alarmEmail}: subscribe the address there, and take the alarmEmail away.`,
];

/**
 * Refuses settings of `lib/limits.ts` and `lib/stage.ts` that are out of range or contradict one another.
 * @throws ConfigurationError naming every one of them and what to change.
 */
export const checkConfiguration = (configuration: Configuration): void => {
  const { limits, settings } = configuration;
  const rules = [
    ...timeRules(limits),
    ...feeds(limits).flatMap(queueRules),
    ...retentionRules(configuration),
    topicRule(configuration),
    ...settingsRules(settings),
    ...channelRules(settings.channels),
  ];
  const problems = rules.filter(([broken]) => broken).map(([, problem]) => problem);
  if (problems.length > 0) throw new ConfigurationError(problems);
};
