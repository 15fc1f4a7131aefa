import { Token } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { type Configuration, checkConfiguration } from '#lib/check-configuration.ts';
import { type Limits, limits } from '#lib/limits.ts';
import type { ChannelSettings, SendSettings } from '#lib/settings.ts';
import { stageNamed } from '#lib/stage.ts';

const haptik: ChannelSettings = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: 'any',
};
const sending = (send: Partial<SendSettings>): Configuration =>
  withStage({ channels: [{ ...haptik, send: { baseUrl: 'https://haptik.example', ...send } }] });
const settings: Configuration['settings'] = { ...stageNamed('dev'), channels: [haptik] };
const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
const jwt = { issuer: 'https://id.example.com', audience: ['shop'] };
const withLimits = (change: Partial<Limits>): Configuration => ({
  limits: { ...limits, ...change },
  settings,
});
const withStage = (change: Partial<Configuration['settings']>): Configuration => ({
  limits,
  settings: { ...settings, ...change },
});

describe('checkConfiguration', () => {
  test.each(['dev', 'prod'])('accepts the stage %s', (name) => {
    expect(() => checkConfiguration({ limits, settings: stageNamed(name) })).not.toThrow();
  });

  test.each<[what: string, configuration: Configuration, message: string]>([
    [
      'an ingest that outlives Haptik’s patience',
      withLimits({ ingest: { ...limits.ingest, timeoutSeconds: 5 } }),
      'lower ingest.timeoutSeconds below 5.',
    ],
    [
      'an api that outlives the gateway’s patience',
      withLimits({ api: { ...limits.api, timeoutSeconds: 30 } }),
      'lower api.timeoutSeconds below 30.',
    ],
    [
      'a watch that is still running when it is started again',
      withLimits({ watch: { ...limits.watch, timeoutSeconds: 60 } }),
      'lower watch.timeoutSeconds below 60 or raise watchEveryMinutes.',
    ],
    ...(
      [
        ['ingest', 3, 4],
        ['persist', 8, 9],
        ['send', 49, 50],
        ['api', 27, 28],
        ['watch', 19, 20],
      ] as const
    ).map(([name, timeoutSeconds, least]): [what: string, configuration: Configuration, message: string] => [
      `${name} with less time than it needs`,
      withLimits({ [name]: { ...limits[name], timeoutSeconds } }),
      `raise ${name}.timeoutSeconds to ${least}.`,
    ]),
    [
      'a visibility below six times the time-out',
      withLimits({ events: { ...limits.events, visibilitySeconds: 59 } }),
      'raise events.visibilitySeconds to 60 or lower persist.timeoutSeconds.',
    ],
    [
      'less than twelve hours of receives',
      withLimits({ events: { ...limits.events, maxReceiveCount: 719 } }),
      'raise events.maxReceiveCount to 720.',
    ],
    [
      'more receives than SQS takes',
      withLimits({ events: { ...limits.events, maxReceiveCount: 1001 } }),
      'lower events.maxReceiveCount',
    ],
    [
      'a wake-up that comes again while send may be at work',
      withLimits({ outbox: { ...limits.outbox, visibilitySeconds: 359 } }),
      'raise outbox.visibilitySeconds to 360 or lower send.timeoutSeconds.',
    ],
    [
      'wake-ups that do not outlast twelve hours',
      withLimits({ outbox: { ...limits.outbox, maxReceiveCount: 119 } }),
      'raise outbox.maxReceiveCount to 120.',
    ],
    [
      'a retention no longer than the dead letters’',
      withStage({ retentionDays: 14 }),
      'a whole number above 14',
    ],
    ['a retention that is no whole number', withStage({ retentionDays: 30.5 }), 'a whole number above 14'],
    ...(
      [
        ['logRetentionDays', 0, '1 to 3653'],
        ['persistConcurrency', 1, '2 to 1000'],
        ['persistConcurrency', 1001, '2 to 1000'],
        ['sendConcurrency', 1, '2 to 1000'],
        ['sendConcurrency', 2.5, '2 to 1000'],
        ['accountConcurrency', 9, '10 to 1000000'],
        ['silentAfterHours', 0, '1 to 24'],
        ['silentAfterHours', 25, '1 to 24'],
      ] as const
    ).map(([name, value, range]): [what: string, configuration: Configuration, message: string] => [
      `${name} of ${value}`,
      withStage({ [name]: value }),
      `${name} is ${value}: set it to a whole number from ${range}.`,
    ]),
    [
      'queues that leave ingest nothing of the account',
      withStage({ persistConcurrency: 60, sendConcurrency: 40, accountConcurrency: 100 }),
      'persist and send may take 100 of the 100 functions that run at once in the account, and ingest would get none: lower persistConcurrency or sendConcurrency',
    ],
    [
      'a route that lets nothing in',
      withStage({ throttle: { ...settings.throttle, webhooks: { rate: 0, burst: 1 } } }),
      'throttle.webhooks.rate is 0, so that nothing comes in: set it above 0.',
    ],
    [
      'a route that takes no burst',
      withStage({ throttle: { ...settings.throttle, api: { rate: 1, burst: 0 } } }),
      'throttle.api.burst is 0',
    ],
    [
      'an address that is none',
      withStage({ alarmEmail: 'me' }),
      'The alarmEmail is "me": write one e-mail address.',
    ],
    [
      'an address beside a topic that does not know it',
      { ...withStage({ alarmEmail: 'me@example.com' }), ownTopic: true },
      'Alarms are told to the alarmTopic, which does not know me@example.com: subscribe the address there, and take the alarmEmail away.',
    ],
    ['two addresses', withStage({ alarmEmail: 'a@b.example, c@d.example' }), 'write one e-mail address.'],
    ...['https://relay.example.com', 'Relay.example.com', 'localhost', 'relay.example.com/'].map(
      (name): [what: string, configuration: Configuration, message: string] => [
        `the domain ${name}`,
        withStage({ domain: { name, certificateArn } }),
        `The domain is "${name}": write its name alone and in lower case, such as relay.example.com.`,
      ],
    ),
    [
      'a certificate that is none',
      withStage({ domain: { name: 'relay.example.com', certificateArn: 'arn:aws:iam::1:x' } }),
      'The certificateArn of the domain is "arn:aws:iam::1:x": write arn:aws:acm:',
    ],
    [
      'an issuer without TLS',
      withStage({ jwt: { ...jwt, issuer: 'http://id.example.com' } }),
      'The issuer of jwt is "http://id.example.com": write https://',
    ],
    [
      'tokens for everybody',
      withStage({ jwt: { ...jwt, audience: [] } }),
      'The audience of jwt names nobody',
    ],
    ['tokens for nobody', withStage({ jwt: { ...jwt, audience: [''] } }), 'The audience of jwt names nobody'],
    ['no channel', withStage({ channels: [] }), 'add one to its channels.'],
    [
      'a channel name twice',
      withStage({ channels: [haptik, haptik] }),
      'Two channels are named haptik: rename one.',
    ],
    ...['unknown', 'all'].map((name): [what: string, configuration: Configuration, message: string] => [
      `a channel called ${name}`,
      withStage({ channels: [{ ...haptik, name }] }),
      `The channel name ${name} has a meaning of its own in the metrics: rename the channel.`,
    ]),
    [
      'a channel name that URLs cannot carry',
      withStage({ channels: [{ ...haptik, name: 'Fine Guide' }] }),
      'The channel name "Fine Guide" must match',
    ],
    [
      'a channel without business ids',
      withStage({ channels: [{ ...haptik, businessIds: [] }] }),
      "list some, or write 'any'.",
    ],
    ...['', 'X Hub', 'X-Hub:', 'X-Süß', 'X\n'].map(
      (signatureHeader): [what: string, configuration: Configuration, message: string] => [
        `the signature header ${JSON.stringify(signatureHeader)}`,
        withStage({ channels: [{ ...haptik, signatureHeader }] }),
        `The signatureHeader of channel haptik is ${JSON.stringify(signatureHeader)}, which no header can be called`,
      ],
    ),
    ['a base URL that is none', sending({ baseUrl: 'haptik.example' }), 'write https://<host>.'],
    [
      'a base URL without TLS',
      sending({ baseUrl: 'http://haptik.example' }),
      'The send.baseUrl of channel haptik is not https, and credentials travel with every call: write https://.',
    ],
    [
      'a base URL with a slash at its end',
      sending({ baseUrl: 'https://haptik.example/' }),
      'take the slash away.',
    ],
    [
      'a base URL whose path ends in a slash',
      sending({ baseUrl: 'https://haptik.example/api/' }),
      'take the slash away.',
    ],
    [
      'a user in a base URL',
      sending({ baseUrl: 'https://me@haptik.example' }),
      'The send.baseUrl of channel haptik holds credentials',
    ],
    [
      'a password in a base URL',
      sending({ baseUrl: 'https://:secret@haptik.example' }),
      'store them as the output StoreTokenHaptik says.',
    ],
    ['a query in a base URL', sending({ baseUrl: 'https://haptik.example?a=b' }), 'before the ? or #.'],
    ['a fragment in a base URL', sending({ baseUrl: 'https://haptik.example#a' }), 'before the ? or #.'],
    [
      'an ask URL without TLS',
      sending({ askUrl: 'http://haptik.example/ask/' }),
      'The send.askUrl of channel haptik is not https',
    ],
    ['an ask URL with a query', sending({ askUrl: 'https://haptik.example/ask/?a=b' }), 'before the ? or #.'],
    [
      'a channel that sends to a source that takes nothing',
      withStage({
        channels: [{ ...haptik, source: 'fineguide', send: { baseUrl: 'https://fineguide.example' } }],
      }),
      'nothing can be sent to fineguide: take it away.',
    ],
  ])('refuses %s', (_, configuration, message) => {
    expect(() => checkConfiguration(configuration)).toThrow(message);
  });

  test('accepts functions with just the time that they need', () => {
    const { ingest, persist, send, api, watch } = limits;
    const configuration = withLimits({
      ingest: { ...ingest, timeoutSeconds: 4 },
      persist: { ...persist, timeoutSeconds: 9 },
      send: { ...send, timeoutSeconds: 50 },
      api: { ...api, timeoutSeconds: 28 },
      watch: { ...watch, timeoutSeconds: 20 },
    });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('accepts a watch that ends just before it is started again', () => {
    const configuration = withLimits({
      watch: { ...limits.watch, timeoutSeconds: 119 },
      watchEveryMinutes: 2,
    });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('accepts a domain, tokens and an address', () => {
    const configuration = withStage({
      domain: { name: 'relay.shop.example.com', certificateArn },
      jwt,
      alarmEmail: 'operations@example.com',
    });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('accepts what is known at deployment only', () => {
    const unknown = Token.asString({ Ref: 'Parameter' });
    const configuration = withStage({
      domain: { name: unknown, certificateArn: unknown },
      jwt: { issuer: unknown, audience: [unknown] },
      alarmEmail: unknown,
    });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('accepts exactly twelve hours of receives', () => {
    const configuration = withLimits({ events: { ...limits.events, maxReceiveCount: 720 } });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('accepts a base URL with a path, and an ask URL that ends in a slash as the platform’s paths do', () => {
    const configuration = sending({
      baseUrl: 'https://haptik.example/api',
      askUrl: 'https://haptik.example/ask/',
    });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('shows no URL, as it may hold a password', () => {
    const configuration = sending({ baseUrl: 'http://me:hunter2@haptik.example/?a' });

    expect(() => checkConfiguration(configuration)).toThrow(/^(?![\s\S]*hunter2)/);
  });

  test('names every problem at once', () => {
    const configuration = {
      limits: { ...limits, events: { ...limits.events, visibilitySeconds: 1 } },
      settings,
    };

    expect(() => checkConfiguration(configuration)).toThrow(
      /^The configuration cannot be deployed:\n- .*six times[\s\S]*12 hours/,
    );
  });
});
