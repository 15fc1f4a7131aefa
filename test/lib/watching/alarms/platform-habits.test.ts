import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, test } from 'vitest';
import type { SourceName } from '#functions/shared/sources/index.ts';
import type { ChannelSettings } from '#lib/settings.ts';
import { RelayAlarms } from '#lib/watching/alarms/relay-alarms.ts';
import { sampleWatched } from '../sample-watched.ts';

/** A channel whose name says nothing of its platform. */
const channelOf = (source: SourceName, index: number): ChannelSettings => ({
  name: `door-${index}`,
  source,
  signatureHeader: 'X-Signature',
  businessIds: 'any',
});

/** What the alarms of a relay say that has a channel of each of these sources, by the alarms' names. */
const saidWith = (sources: readonly SourceName[]): Map<string, string> => {
  const stack = new Stack(undefined, 'relay');
  const sample = sampleWatched(stack);
  const watched = { ...sample, settings: { ...sample.settings, channels: sources.map(channelOf) } };
  new RelayAlarms(stack, 'Alarms', { watched, topic: new Topic(stack, 'Topic') });
  const template = Template.fromStack(stack);
  const alarms = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
    Object.values(template.findResources(type)),
  );
  return new Map(
    alarms.map(({ Properties: { AlarmName, CompositeAlarmName, AlarmDescription } }) => [
      String(AlarmName ?? CompositeAlarmName).replace('relay-', ''),
      String(AlarmDescription),
    ]),
  );
};

const platforms = { haptik: 'Haptik', fineguide: 'FineGuide' } as const;

/** Alarms that name a platform, and which. */
const namedIn = (said: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...said].flatMap(([alarm, words]) => {
      const named = Object.values(platforms).filter((platform) => words.includes(platform));
      return named.length === 0 ? [] : [[alarm, named.join(' ')]];
    }),
  );

const ofChannels = ['WebhookSilent', 'Fuse', 'NotDurable', 'AckSlow', 'BadSignature'];
const ofAll = [
  'IntakeUnhealthy',
  'WebhookErrors',
  'Throttled',
  'IngestErrors',
  'IngestThrottled',
  'Concurrency',
];

describe('what alarms say of the platforms', () => {
  test.each<{ sources: readonly SourceName[] }>([
    { sources: ['haptik'] },
    { sources: ['fineguide'] },
    { sources: ['haptik', 'fineguide', 'haptik'] },
  ])('of the sources $sources is that of the channel’s own, and of all where they share', ({ sources }) => {
    const named = namedIn(saidWith(sources));

    const all = Object.entries(platforms).flatMap(([source, platform]) =>
      sources.some((each) => each === source) ? [platform] : [],
    );
    expect(named).toEqual({
      ...Object.fromEntries(ofAll.map((alarm) => [alarm, all.join(' ')])),
      ...Object.fromEntries(
        sources.flatMap((source, index) =>
          ofChannels.map((alarm) => [`${alarm}-door-${index}`, platforms[source]]),
        ),
      ),
    });
  });

  test('is of Haptik that the webhook goes off, of FineGuide that nothing does', () => {
    const [haptik, fineguide] = (['haptik', 'fineguide'] as const).map((source) => [
      ...saidWith([source]).values(),
    ]);

    expect(haptik?.filter((words) => words.includes('switches the whole webhook off'))).toHaveLength(10);
    expect(haptik?.filter((words) => words.includes('Haptik waits 5 s'))).toHaveLength(1);
    expect(fineguide?.filter((words) => /switches (?!nothing off)|waits \d/.test(words))).toEqual([]);
    expect(fineguide?.filter((words) => words.includes('gives it up'))).toHaveLength(10);
  });

  test('is said once, however many channels a platform has', () => {
    const said = saidWith(['haptik', 'haptik']);

    for (const words of said.values()) expect(words.split('For an hour Haptik').length).toBeLessThan(3);
  });
});
