import type { Limits } from './limits.ts';
import type { ChannelSettings, Stage } from './stage.ts';

/** What is checked before anything is built. */
export type Configuration = {
  readonly limits: Limits;
  readonly stage: Pick<Stage, 'channels' | 'retentionDays'>;
};

/** A rule that a configuration breaks, and what to change. */
type Rule = readonly [broken: boolean, problem: string];

const outageSeconds = 12 * 60 * 60;
const channelName = /^[a-z0-9][a-z0-9-]{0,62}$/;

const functionRules = ({ ingest, api, watch, watchEveryMinutes }: Limits): Rule[] => [
  [
    ingest.timeoutSeconds >= 5,
    `ingest may run ${ingest.timeoutSeconds} s, but Haptik gives up after 5 s: lower ingest.timeoutSeconds below 5.`,
  ],
  [
    api.timeoutSeconds >= 30,
    `api may run ${api.timeoutSeconds} s, but the HTTP API gives up after 30 s: lower api.timeoutSeconds below 30.`,
  ],
  [
    watch.timeoutSeconds >= watchEveryMinutes * 60,
    `watch may run ${watch.timeoutSeconds} s, but is started every ${watchEveryMinutes * 60} s, one at a time: lower watch.timeoutSeconds below ${watchEveryMinutes * 60} or raise watchEveryMinutes.`,
  ],
];

const queueRules = ({ persist, events }: Limits): Rule[] => {
  const visibility = 6 * persist.timeoutSeconds;
  const held = events.visibilitySeconds * events.maxReceiveCount;
  const receives = Math.ceil(outageSeconds / events.visibilitySeconds);
  return [
    [
      events.visibilitySeconds < visibility,
      `A message is lent out for ${events.visibilitySeconds} s, but persist may run ${persist.timeoutSeconds} s and needs six times that: raise events.visibilitySeconds to ${visibility} or lower persist.timeoutSeconds.`,
    ],
    [
      held < outageSeconds,
      `The events queue outlasts an outage of ${held} s, not of 12 hours: raise events.maxReceiveCount to ${receives}.`,
    ],
    [
      events.maxReceiveCount > 1000,
      `SQS takes a maxReceiveCount up to 1000, not ${events.maxReceiveCount}: lower events.maxReceiveCount and raise events.visibilitySeconds.`,
    ],
  ];
};

const retentionRules = ({ limits: { events }, stage: { retentionDays } }: Configuration): Rule[] => [
  [
    !Number.isInteger(retentionDays) || retentionDays <= events.retentionDays,
    `Events are kept ${retentionDays} days, dead letters ${events.retentionDays}: set the stage's retentionDays to a whole number above ${events.retentionDays}, or what is put back has already expired.`,
  ],
];

const channelRules = (channels: readonly ChannelSettings[]): Rule[] => {
  const names = channels.map(({ name }) => name);
  return [
    [channels.length === 0, 'The stage has no channel: add one to its channels.'],
    ...channels.flatMap(({ name, businessIds }, index): Rule[] => [
      [names.indexOf(name) < index, `Two channels are named ${name}: rename one.`],
      [name === 'unknown', 'The channel name unknown stands for none in the metrics: rename the channel.'],
      [
        !channelName.test(name),
        `The channel name ${JSON.stringify(name)} must match ${channelName.source}: rename it.`,
      ],
      [businessIds.length === 0, `The channel ${name} allows no business id: list some, or write 'any'.`],
    ]),
  ];
};

/**
 * Refuses settings of `lib/limits.ts` and `lib/stage.ts` that contradict one another.
 * @throws Error naming every contradiction and what to change.
 */
export const checkConfiguration = (configuration: Configuration): void => {
  const { limits, stage } = configuration;
  const rules = [
    ...functionRules(limits),
    ...queueRules(limits),
    ...retentionRules(configuration),
    ...channelRules(stage.channels),
  ];
  const problems = rules.filter(([broken]) => broken).map(([, problem]) => problem);
  if (problems.length > 0)
    throw new Error(`The configuration contradicts itself.\n- ${problems.join('\n- ')}`);
};
