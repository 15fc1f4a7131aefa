import { describe, expect, test } from 'vitest';
import { templateOf } from '#test/lib/template-of.ts';
import { countTemplate } from '../../../bench/counting/count-template.ts';
import file from '../../../bench/counts.json' with { type: 'json' };

const { stages } = file.counts;

describe('countTemplate', () => {
  test.each(['dev', 'prod'] as const)(
    'finds in %s what docs/cost.md counts on: else run npm run cost',
    (stage) => {
      const counted = countTemplate(templateOf(stage).toJSON());

      expect(counted).toEqual(stages[stage].template);
    },
  );

  test('counts an alarm that reckons with metrics once for each of them', () => {
    const expression = { Expression: 'a + b' };
    const metric = { MetricStat: { Stat: 'Sum' } };

    const { alarms } = countTemplate({
      Resources: {
        Plain: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
        Reckoned: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [expression, metric, metric] } },
      },
    });

    expect(alarms).toBe(3);
  });

  test('tells alarms of a channel and of a canary apart', () => {
    const of = (channel: string) => ({
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Dimensions: [{ Name: 'channel', Value: channel }] },
    });

    const counted = countTemplate({
      Resources: { Fuse: of('haptik'), Spill: of('all'), IngestCanaryNotDurable: of('haptik') },
    });

    expect(counted).toMatchObject({ alarms: 2, canaryAlarms: 1, alarmsOfChannel: { haptik: 1 } });
  });
});
