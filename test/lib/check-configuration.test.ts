import { describe, expect, test } from 'vitest';
import { type Configuration, checkConfiguration } from '#lib/check-configuration.ts';
import { type Limits, limits } from '#lib/limits.ts';
import { type ChannelSettings, stageNamed } from '#lib/stage.ts';

const haptik: ChannelSettings = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: 'any',
};
const stage: Configuration['stage'] = { channels: [haptik], retentionDays: 30 };
const withLimits = (change: Partial<Limits>): Configuration => ({ limits: { ...limits, ...change }, stage });
const withStage = (change: Partial<Configuration['stage']>): Configuration => ({
  limits,
  stage: { ...stage, ...change },
});

describe('checkConfiguration', () => {
  test.each(['dev', 'prod'])('accepts the stage %s', (name) => {
    expect(() => checkConfiguration({ limits, stage: stageNamed(name) })).not.toThrow();
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
      'a retention no longer than the dead letters’',
      withStage({ retentionDays: 14 }),
      'a whole number above 14',
    ],
    ['a retention that is no whole number', withStage({ retentionDays: 30.5 }), 'a whole number above 14'],
    ['no channel', withStage({ channels: [] }), 'add one to its channels.'],
    [
      'a channel name twice',
      withStage({ channels: [haptik, haptik] }),
      'Two channels are named haptik: rename one.',
    ],
    [
      'a channel named as those that are not known',
      withStage({ channels: [{ ...haptik, name: 'unknown' }] }),
      'rename the channel.',
    ],
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
  ])('refuses %s', (_, configuration, message) => {
    expect(() => checkConfiguration(configuration)).toThrow(message);
  });

  test('accepts a watch that ends just before it is started again', () => {
    const configuration = withLimits({
      watch: { ...limits.watch, timeoutSeconds: 119 },
      watchEveryMinutes: 2,
    });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('accepts exactly twelve hours of receives', () => {
    const configuration = withLimits({ events: { ...limits.events, maxReceiveCount: 720 } });

    expect(() => checkConfiguration(configuration)).not.toThrow();
  });

  test('names every contradiction at once', () => {
    const configuration = {
      limits: { ...limits, events: { ...limits.events, visibilitySeconds: 1 } },
      stage,
    };

    expect(() => checkConfiguration(configuration)).toThrow(/six times[\s\S]*12 hours/);
  });
});
