import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import * as z from 'zod/mini';
import type { SourceName } from '#functions/shared/sources/index.ts';
import type { SendSettings, Throttle } from './settings.ts';
import type { ChannelProps, SettingsProps } from './with-defaults.ts';

// Types are not looked at when an app is run, and a setting that nobody knows is one that nobody heeds: an allow-list is
// gone with one wrong letter. So the names and types of settings.ts are said here once more; ranges are in
// settings-rules.ts. The message of each is what is legal, that of an unknown name which names there are.

const strict = <Shape extends Readonly<Record<string, z.ZodMiniType>>>(shape: Shape, legal: string) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : legal),
  });

/** The sources there are: code of the functions is not run here, but a missing one does not compile. */
const sourceNames = { haptik: 'haptik', fineguide: 'fineguide' } as const satisfies {
  readonly [Name in SourceName]: Name;
};

const flag = z.boolean('true or false');

const sendFields = {
  baseUrl: z.string('https://<host>'),
  clientName: z.optional(z.string('the name that stands in the path of log_message')),
  askUrl: z.optional(z.string('https://<host>/<path>')),
  reenable: z.optional(flag),
} satisfies Record<keyof SendSettings, z.ZodMiniType>;

const channelFields = {
  name: z.string('a name, such as haptik'),
  source: z.enum(sourceNames, Object.keys(sourceNames).join(' or ')),
  signatureHeader: z.optional(z.string('the name of a header, such as X-Hub-Signature')),
  businessIds: z.optional(
    z.union(
      [z.literal('any'), z.array(z.string())],
      "'any', or a list of ids as text, such as ['343', '1204']",
    ),
  ),
  send: z.optional(strict(sendFields, "{ baseUrl: 'https://<host>' }")),
} satisfies Record<keyof ChannelProps, z.ZodMiniType>;

const requests = (what: string) => z.number(`a number of requests ${what}`);
const throttle = strict(
  { rate: requests('per second'), burst: requests('at once') } satisfies Record<
    keyof Throttle,
    z.ZodMiniType
  >,
  '{ rate: 200, burst: 400 }, or the like',
);

/** Every setting, by its name. */
export const settingsFields = {
  channels: z.array(
    strict(channelFields, "{ name: 'haptik', source: 'haptik' }, or the like"),
    "a list of channels, such as [{ name: 'haptik', source: 'haptik' }]",
  ),
  retentionDays: z.optional(z.number('a whole number of days above 14')),
  logRetentionDays: z.optional(z.number('a whole number of days')),
  protected: z.optional(flag),
  logLevel: z.optional(z.enum(['INFO', 'WARN'], 'INFO or WARN')),
  throttle: z.optional(
    strict(
      { webhooks: throttle, api: throttle, health: throttle },
      '{ webhooks, api, health }, each { rate, burst }',
    ),
  ),
  persistConcurrency: z.optional(z.number('a whole number of functions, 2 to 1000')),
  sendConcurrency: z.optional(z.number('a whole number of calls, 2 to 1000')),
  accountConcurrency: z.optional(z.number('a whole number of functions')),
  silentAfterHours: z.optional(z.number('a whole number of hours, 1 to 24')),
  canary: z.optional(z.union([z.boolean(), z.literal('skip')], 'true, false or skip')),
  alarmEmail: z.optional(
    z.string('an e-mail address').check(z.refine((text) => text !== '', 'an e-mail address')),
  ),
  domain: z.optional(
    strict(
      {
        name: z.string('a domain of yours, such as relay.example.com'),
        certificateArn: z.string('arn:aws:acm:…'),
      },
      '{ name, certificateArn }',
    ),
  ),
  jwt: z.optional(
    strict(
      {
        issuer: z.string('the issuer of the tokens, https://…'),
        audience: z.array(z.string('the aud or client_id of your backend'), 'a list of texts'),
      },
      '{ issuer, audience }',
    ),
  ),
} satisfies Record<keyof SettingsProps, z.ZodMiniType>;

const whole = "an object, such as { channels: [{ name: 'haptik', source: 'haptik' }] }";

/** What a stage sets. */
export const settingsSchema = strict(settingsFields, whole);

const having = <Owner>(name: keyof Owner & string, legal: string) =>
  z.optional(
    z.custom<Owner>(
      (value) => typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'string',
      legal,
    ),
  );

/** The same for who uses the construct, and what only an app can give. */
export const relayPropsSchema = strict(
  {
    ...settingsFields,
    eventBus: having<Pick<IEventBus, 'eventBusArn'>>('eventBusArn', 'an event bus, such as new EventBus(…)'),
    alarmTopic: having<ITopic>('topicArn', 'a topic, such as new Topic(…) or Topic.fromTopicArn(…)'),
  },
  whole,
);
