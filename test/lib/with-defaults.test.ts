import { describe, expect, test } from 'vitest';
import { checkConfiguration } from '#lib/check-configuration.ts';
import { limits } from '#lib/limits.ts';
import { withDefaults } from '#lib/with-defaults.ts';

describe('withDefaults', () => {
  test('asks for a name and a source only, and loses nothing where nothing else is said', () => {
    expect(
      withDefaults({
        channels: [
          { name: 'haptik', source: 'haptik' },
          { name: 'bot', source: 'fineguide' },
        ],
      }),
    ).toMatchObject({
      channels: [
        { name: 'haptik', source: 'haptik', signatureHeader: 'X-Hub-Signature', businessIds: 'any' },
        { name: 'bot', source: 'fineguide', signatureHeader: 'X-Webhook-Secret', businessIds: 'any' },
      ],
      retentionDays: 365,
      logRetentionDays: 365,
      protected: true,
      canary: false,
    });
  });

  test('contradicts nothing', () => {
    const settings = withDefaults({ channels: [{ name: 'haptik', source: 'haptik' }] });

    expect(() => checkConfiguration({ limits, settings })).not.toThrow();
  });

  test('keeps logs as long as events, unless told otherwise', () => {
    const channels = [{ name: 'haptik', source: 'haptik' }] as const;

    expect(withDefaults({ channels, retentionDays: 60 }).logRetentionDays).toBe(60);
    expect(withDefaults({ channels, retentionDays: 60, logRetentionDays: 7 }).logRetentionDays).toBe(7);
  });

  test('takes what is given, whatever the default', () => {
    const given = {
      channels: [
        {
          name: 'haptik',
          source: 'haptik',
          signatureHeader: 'X-Signature',
          businessIds: ['343'],
          send: { baseUrl: 'https://haptik.example' },
        },
      ],
      retentionDays: 20,
      logRetentionDays: 7,
      protected: false,
      logLevel: 'WARN',
      throttle: {
        webhooks: { rate: 1, burst: 2 },
        api: { rate: 3, burst: 4 },
        health: { rate: 5, burst: 6 },
      },
      persistConcurrency: 2,
      sendConcurrency: 3,
      accountConcurrency: 10,
      silentAfterHours: 1,
      canary: 'skip',
      alarmEmail: 'me@example.com',
      domain: { name: 'relay.example.com', certificateArn: 'arn' },
      jwt: { issuer: 'https://id.example.com', audience: ['shop'] },
    } as const;

    expect(
      withDefaults({ ...given, channels: given.channels.map((c) => ({ ...c, businessIds: ['343'] })) }),
    ).toEqual(given);
  });

  test('takes an absent value for none', () => {
    const channels = [{ name: 'haptik', source: 'haptik', businessIds: undefined, send: undefined }] as const;

    expect(withDefaults({ channels, retentionDays: undefined, canary: undefined })).toEqual(
      withDefaults({ channels: [{ name: 'haptik', source: 'haptik' }] }),
    );
  });
});
