import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { RelayAlarms } from '#lib/constructs/relay-alarms.ts';
import type { ChannelSettings } from '#lib/stage.ts';
import { templateOf } from '../template-of.ts';
import { inStack } from './in-stack.ts';

const alarmSchema = z.object({
  Properties: z.object({
    AlarmDescription: z.string(),
    MetricName: z.string(),
    Dimensions: z.tuple([z.object({ Name: z.literal('channel'), Value: z.string() })]),
    Threshold: z.number(),
  }),
});

const alarmsOf = (template: Template) =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map((resource) => {
    const { Dimensions, ...properties } = alarmSchema.parse(resource).Properties;
    return { channel: Dimensions[0].Value, ...properties };
  });

const channel = (name: string): ChannelSettings => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: 'any',
});

describe('RelayAlarms', () => {
  const template = inStack(
    (stack) => void new RelayAlarms(stack, 'Alarms', { channels: [channel('one'), channel('two')] }),
  );
  const alarms = alarmsOf(template);

  test('watches each channel, and records that belong to none', () => {
    const metrics = ['Quarantined', 'NotDurable', 'Spilled', 'SetAside', 'BadSignature'];

    expect(alarms.map(({ channel: name, MetricName }) => `${name} ${MetricName}`).toSorted()).toEqual(
      [
        ...['one', 'two'].flatMap((name) => metrics.map((metric) => `${name} ${metric}`)),
        'unknown SetAside',
      ].toSorted(),
    );
  });

  test('adds up five minutes, and takes no figures for all is well', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'HaptikRelay',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('rings at the first of everything but bad signatures, which strangers can send', () => {
    const thresholds = alarms.map(({ MetricName, Threshold }) => [MetricName, Threshold]);

    expect(Object.fromEntries(thresholds)).toEqual({
      Quarantined: 1,
      NotDurable: 1,
      Spilled: 1,
      SetAside: 1,
      BadSignature: 3,
    });
  });

  test('says in each description which channel it is and what to look at, as long as CloudWatch takes', () => {
    for (const { AlarmDescription, channel: name } of alarms) {
      expect(AlarmDescription).toContain(`channel ${name}`);
      expect(AlarmDescription).toMatch(/log|bucket|secret/);
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
    }
  });

  test('is part of every stage', () => {
    expect(alarmsOf(templateOf('dev'))).toHaveLength(11);
  });
});
