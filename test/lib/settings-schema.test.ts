import { Token } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { readSettings } from '#lib/read-settings.ts';
import { relayPropsSchema, settingsSchema } from '#lib/settings-schema.ts';
import { problemsOf } from './problems-of.ts';

const haptik = { name: 'haptik', source: 'haptik' };
const withSetting = (change: object) => ({ channels: [haptik], ...change });
const throttle = { rate: 1, burst: 1 };

describe('settingsSchema', () => {
  test('leaves every setting as it is', () => {
    const given = {
      channels: [
        {
          ...haptik,
          signatureHeader: 'X-Signature',
          businessIds: ['343'],
          send: {
            baseUrl: 'https://haptik.example',
            clientName: 'shop',
            askUrl: 'https://x/',
            reenable: true,
          },
        },
        { name: 'bot', source: 'fineguide', businessIds: 'any', send: undefined },
      ],
      retentionDays: 20,
      logRetentionDays: 7,
      protected: false,
      logLevel: 'WARN',
      throttle: { webhooks: throttle, api: throttle, health: throttle },
      persistConcurrency: 2,
      sendConcurrency: 3,
      accountConcurrency: 10,
      silentAfterHours: 1,
      canary: 'skip',
      alarmEmail: undefined,
      domain: { name: 'relay.example.com', certificateArn: 'arn' },
      jwt: { issuer: 'https://id.example.com', audience: ['shop'] },
    };

    expect(readSettings(settingsSchema, given, 'somewhere')).toStrictEqual(given);
  });

  test('takes what is known at deployment only', () => {
    const unknown = Token.asString({ Ref: 'Parameter' });
    const jwt = { issuer: unknown, audience: Token.asList({ Ref: 'Parameters' }) };

    expect(problemsOf(withSetting({ alarmEmail: unknown, jwt }))).toEqual([]);
  });
});

describe('relayPropsSchema', () => {
  test.each<[what: string, given: object, problem: string]>([
    [
      'an eventBus that is none',
      { eventBus: 'default' },
      'eventBus is "default": write an event bus, such as new EventBus(…).',
    ],
    [
      'an alarmTopic that is only an ARN',
      { alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
      'alarmTopic is "arn:aws:sns:eu-west-1:123456789012:alarms": write a topic, such as new Topic(…) or Topic.fromTopicArn(…).',
    ],
    [
      'an eventBus in the place of an alarmTopic',
      { alarmTopic: { eventBusArn: 'arn' } },
      'alarmTopic is an object: write a topic, such as new Topic(…) or Topic.fromTopicArn(…).',
    ],
  ])('refuses %s', (_, change, problem) => {
    expect(problemsOf(withSetting(change), relayPropsSchema)).toEqual([problem]);
  });

  test('knows what only an app can give where an app gives it', () => {
    const given = withSetting({ eventBus: { eventBusArn: 'arn' } });

    expect(problemsOf(given)).toEqual([expect.stringMatching(/^There is no setting eventBus;/)]);
    expect(problemsOf(given, relayPropsSchema)).toEqual([]);
  });
});
