import { describe, expect, test } from 'vitest';
import { contextSettings } from '#lib/context-settings.ts';
import { stageNamed } from '#lib/stage.ts';

const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';

describe('contextSettings', () => {
  test('sets nothing where nothing is given', () => {
    expect(contextSettings({ stage: 'prod', '@aws-cdk/core:x': true, 'aws:cdk:y': 1 })).toEqual({});
  });

  test.each([
    ['retentionDays', '90', { retentionDays: 90 }],
    ['retentionDays', 90, { retentionDays: 90 }],
    ['logRetentionDays', '7', { logRetentionDays: 7 }],
    ['logLevel', 'WARN', { logLevel: 'WARN' }],
    ['persistConcurrency', '12', { persistConcurrency: 12 }],
    ['sendConcurrency', '3', { sendConcurrency: 3 }],
    ['accountConcurrency', '10', { accountConcurrency: 10 }],
    ['silentAfterHours', '6', { silentAfterHours: 6 }],
    ['canary', 'false', { canary: false }],
    ['canary', true, { canary: true }],
    ['canary', 'skip', { canary: 'skip' }],
    ['alarmEmail', 'me@example.com', { alarmEmail: 'me@example.com' }],
  ])('reads -c %s=%s', (key, value, settings) => {
    expect(contextSettings({ [key]: value })).toEqual(settings);
  });

  test('makes one setting of a domain and its certificate, and of an issuer and its audiences', () => {
    const context = {
      domainName: 'relay.example.com',
      certificateArn,
      jwtIssuer: 'https://id.example.com',
      jwtAudience: 'shop,crm',
    };

    expect(contextSettings(context)).toEqual({
      domain: { name: 'relay.example.com', certificateArn },
      jwt: { issuer: 'https://id.example.com', audience: ['shop', 'crm'] },
    });
  });

  test.each([
    ['retentionDays', 'ninety', '-c retentionDays=ninety: write a whole number of days above 14.'],
    ['retentionDays', '', '-c retentionDays=: write a whole number of days above 14.'],
    ['retentionDays', '90.5', 'write a whole number of days above 14.'],
    ['persistConcurrency', '-1', '-c persistConcurrency=-1: write a whole number of functions, 2 to 1000.'],
    ['logLevel', 'info', '-c logLevel=info: write INFO or WARN.'],
    ['canary', 1, '-c canary=1: write true, false or skip.'],
    ['retentionDays', true, '-c retentionDays=true: write a whole number of days above 14.'],
    ['canary', 'yes', '-c canary=yes: write true, false or skip.'],
    ['alarmEmail', '', '-c alarmEmail=: write an e-mail address.'],
  ])('refuses -c %s=%s', (key, value, message) => {
    expect(() => contextSettings({ [key]: value })).toThrow(message);
  });

  test('names every illegal value at once', () => {
    expect(() => contextSettings({ logLevel: 'x', canary: 'x' })).toThrow(
      /^The configuration cannot be deployed:\n- -c logLevel=x.*\n- -c canary=x/,
    );
  });

  test.each([
    [{ domainName: 'relay.example.com' }, '-c domainName and -c certificateArn belong together: give both.'],
    [{ certificateArn }, '-c domainName and -c certificateArn belong together'],
    [{ jwtIssuer: 'https://id.example.com' }, '-c jwtIssuer and -c jwtAudience belong together'],
    [{ jwtAudience: 'shop' }, '-c jwtIssuer and -c jwtAudience belong together'],
  ])('refuses half of a setting: %j', (context, message) => {
    expect(() => contextSettings(context)).toThrow(message);
  });

  test('refuses a name that is none, and lists those that are', () => {
    expect(() => contextSettings({ retentiondays: '90' })).toThrow(
      /^The configuration cannot be deployed:\n- There is no setting retentiondays\. With -c you can set stage, retentionDays, .*jwtAudience; everything else is in lib\/stage\.ts\.$/,
    );
  });

  test('stands above what the stage sets, and leaves the rest as it is', () => {
    const { name, retentionDays, logRetentionDays, logLevel, canary } = stageNamed('prod', {
      retentionDays: 90,
    });

    expect({ name, retentionDays, logRetentionDays, logLevel, canary }).toEqual({
      name: 'prod',
      retentionDays: 90,
      logRetentionDays: 90,
      logLevel: 'WARN',
      canary: true,
    });
  });
});
