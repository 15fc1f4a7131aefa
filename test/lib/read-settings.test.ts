import { describe, expect, test } from 'vitest';
import { readSettings } from '#lib/read-settings.ts';
import { settingsSchema } from '#lib/settings-schema.ts';
import { problemsOf } from './problems-of.ts';

const haptik = { name: 'haptik', source: 'haptik' };
const withChannel = (change: object) => ({ channels: [{ ...haptik, ...change }] });
const withSetting = (change: object) => ({ channels: [haptik], ...change });
const throttle = { rate: 1, burst: 1 };

describe('readSettings', () => {
  test.each<[what: string, given: unknown, problem: string]>([
    [
      'a setting that there is not',
      withSetting({ alarmEmial: 'me@example.com' }),
      'There is no setting alarmEmial; there are channels, retentionDays, logRetentionDays, protected, logLevel, throttle, persistConcurrency, sendConcurrency, accountConcurrency, silentAfterHours, canary, alarmEmail, domain, jwt.',
    ],
    [
      'a setting of a channel that there is not',
      withChannel({ buisnessIds: ['343'] }),
      'Channel haptik: there is no setting buisnessIds; there are name, source, signatureHeader, businessIds, send.',
    ],
    [
      'a setting of a send that there is not',
      withChannel({ send: { baseUrl: 'https://haptik.example', askURL: 'https://haptik.example' } }),
      'Channel haptik: there is no setting send.askURL; there are baseUrl, clientName, askUrl, reenable.',
    ],
    [
      'a setting of a throttle that there is not',
      withSetting({ throttle: { webhooks: { ...throttle, brust: 1 }, api: throttle, health: throttle } }),
      'There is no setting throttle.webhooks.brust; there are rate, burst.',
    ],
    [
      'a route that there is not',
      withSetting({ throttle: { webhooks: throttle, api: throttle, health: throttle, webhook: throttle } }),
      'There is no setting throttle.webhook; there are webhooks, api, health.',
    ],
    [
      'a source that there is not',
      { channels: [{ name: 'fineguide', source: 'fineguid' }] },
      'Channel fineguide: there is no source fineguid; there are haptik, fineguide.',
    ],
    [
      'a source that every object has',
      withChannel({ source: 'constructor' }),
      'Channel haptik: there is no source constructor; there are haptik, fineguide.',
    ],
    [
      'a level that there is not',
      withSetting({ logLevel: 'DEBUG' }),
      'There is no logLevel DEBUG; there are INFO, WARN.',
    ],
    [
      'no channels',
      {},
      "channels is missing: write a list of channels, such as [{ name: 'haptik', source: 'haptik' }].",
    ],
    [
      'nothing',
      undefined,
      "The object of settings is missing: write an object, such as { channels: [{ name: 'haptik', source: 'haptik' }] }.",
    ],
    [
      'no source',
      { channels: [{ name: 'haptik' }] },
      'Channel haptik: source is missing: write haptik or fineguide.',
    ],
    [
      'no name',
      { channels: [haptik, { source: 'haptik' }] },
      'Channel no. 2: name is missing: write a name, such as haptik.',
    ],
    [
      'a source that there is not, of a channel without a name',
      { channels: [{ name: '', source: 'x' }] },
      'Channel no. 1: there is no source x; there are haptik, fineguide.',
    ],
    [
      'a channel that is only a name',
      { channels: ['haptik'] },
      `Channel no. 1: the object of settings is "haptik": write { name: 'haptik', source: 'haptik' }, or the like.`,
    ],
    [
      'a send without a URL',
      withChannel({ send: {} }),
      'Channel haptik: send.baseUrl is missing: write https://<host>.',
    ],
    [
      'business ids that are numbers',
      withChannel({ businessIds: [343] }),
      "Channel haptik: businessIds is a list: write 'any', or a list of ids as text, such as ['343', '1204'].",
    ],
    [
      'business ids that are a text',
      withChannel({ businessIds: '343' }),
      `Channel haptik: businessIds is "343": write 'any', or a list of ids as text, such as ['343', '1204'].`,
    ],
    [
      'a throttle without a route',
      withSetting({ throttle: { webhooks: throttle, api: throttle } }),
      'throttle.health is missing: write { rate: 200, burst: 400 }, or the like.',
    ],
    ...(
      [
        ['retentionDays', '90', '"90": write a whole number of days above 14.'],
        ['logRetentionDays', Number.NaN, 'NaN: write a whole number of days.'],
        ['protected', 'false', '"false": write true or false.'],
        ['logLevel', 3, '3: write INFO or WARN.'],
        ['silentAfterHours', null, 'null: write a whole number of hours, 1 to 24.'],
        ['canary', 'yes', '"yes": write true, false or skip.'],
        ['alarmEmail', ['me@example.com'], 'a list: write an e-mail address.'],
        ['alarmEmail', '', '"": write an e-mail address.'],
        ['alarmEmail', () => 'me', 'a function: write an e-mail address.'],
        ['domain', 'relay.example.com', '"relay.example.com": write { name, certificateArn }.'],
      ] as const
    ).map(([name, value, rest]): [what: string, given: unknown, problem: string] => [
      `a ${name} of another type`,
      withSetting({ [name]: value }),
      `${name} is ${rest}`,
    ]),
  ])('refuses %s', (_, given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });

  test('shows no URL, as it may hold a password', () => {
    expect(problemsOf(withChannel({ send: 'https://me:hunter2@haptik.example' }))).toEqual([
      "Channel haptik: send is a URL: write { baseUrl: 'https://<host>' }.",
    ]);
  });

  test('names every problem at once, and where the settings stand', () => {
    const given = { channels: [{ ...haptik, source: 'x' }], logLevel: 'x', protecetd: true };

    expect(() => readSettings(settingsSchema, given, 'stage dev in lib/stage.ts')).toThrow(
      /^The configuration cannot be deployed:\n- .*source x.*\n- .*logLevel x.*\n- .*protecetd.*\nThey are the settings of stage dev in lib\/stage\.ts\.$/,
    );
  });
});
