import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { RelayAlarms } from '#lib/constructs/relay-alarms.ts';
import type { ChannelSettings } from '#lib/settings.ts';
import { render } from '../render.ts';
import { templateOf } from '../template-of.ts';
import { inStack } from './in-stack.ts';

const alarmSchema = z.object({
  Properties: z.object({
    AlarmDescription: z.string(),
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
    Threshold: z.number(),
  }),
});

const alarmsOf = (template: Template) =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map((resource) => {
    const { Dimensions, ...properties } = alarmSchema.parse(resource).Properties;
    const dimensions = Dimensions.map(({ Name, Value }) => `${Name} ${render(Value)}`);
    return { ...properties, watched: [properties.MetricName, ...dimensions].join(' of ') };
  });

const channel = (name: string): ChannelSettings => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: 'any',
});

const send = { baseUrl: 'https://haptik.example' };

const build = (stack: Stack): void => {
  new RelayAlarms(stack, 'Alarms', {
    channels: [channel('one'), { ...channel('fine-guide'), send }],
    httpApi: new HttpApi(stack, 'HttpApi'),
    deadLetters: { events: new Queue(stack, 'Events'), outbox: new Queue(stack, 'Outbox') },
  });
};

describe('RelayAlarms', () => {
  const template = inStack(build);
  const alarms = alarmsOf(template);
  const ofChannels = alarms.filter(({ Namespace }) => Namespace === 'HaptikRelay');
  const descriptionOf = (name: string) =>
    alarms.find(({ watched }) => watched === name)?.AlarmDescription ?? '';

  test('watches each channel, what is sent where something can be, records that belong to none, and the whole', () => {
    const metrics = ['Quarantined', 'NotDurable', 'Spilled', 'SetAside', 'BadSignature'];

    expect(alarms.map(({ watched }) => watched).toSorted()).toEqual(
      [
        ...['one', 'fine-guide'].flatMap((name) => metrics.map((metric) => `${metric} of channel ${name}`)),
        'BreakerOpen of channel fine-guide',
        'SendFailed of channel fine-guide',
        'Unconfirmed of channel fine-guide',
        'SetAside of channel unknown',
        '5xx of ApiId <HttpApi>',
        'ApproximateNumberOfMessagesVisible of QueueName <Events.QueueName>',
        'ApproximateNumberOfMessagesVisible of QueueName <Outbox.QueueName>',
      ].toSorted(),
    );
  });

  test('looks at five minutes, and takes no figures for all is well', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test.each([
    { Namespace: 'HaptikRelay', Statistic: 'Sum', count: ofChannels.length },
    { Namespace: 'AWS/ApiGateway', Statistic: 'Sum', count: 1 },
    { Namespace: 'AWS/SQS', Statistic: 'Maximum', count: 2 },
  ])('takes the $Statistic of what $Namespace tells', ({ count, ...properties }) => {
    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', properties, count);
  });

  test('rings at the first of everything but what strangers can send and what may be one lost question', () => {
    const thresholds = alarms.map(({ MetricName, Threshold }) => [MetricName, Threshold]);

    expect(Object.fromEntries(thresholds)).toEqual({
      Quarantined: 1,
      NotDurable: 1,
      Spilled: 1,
      SetAside: 1,
      BreakerOpen: 1,
      SendFailed: 1,
      Unconfirmed: 1,
      BadSignature: 3,
      '5xx': 3,
      ApproximateNumberOfMessagesVisible: 1,
    });
  });

  test('says in each description what to look at, as long as CloudWatch takes, and in ASCII', () => {
    for (const { AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/log|bucket|secret|outbox/);
      expect(AlarmDescription).toMatch(/^[\x20-\x7e]{1,1024}$/);
    }
  });

  test('says which channel it is', () => {
    for (const { AlarmDescription, watched } of ofChannels)
      expect(AlarmDescription).toContain(watched.replace(/^.* of channel/, 'channel'));
  });

  test('calls the outputs of a channel by their names', () => {
    expect(descriptionOf('BadSignature of channel one')).toContain('output ShowSecretOne ');
    expect(descriptionOf('BadSignature of channel fine-guide')).toContain('output ShowSecretFineGuide ');
    expect(descriptionOf('BreakerOpen of channel fine-guide')).toContain('output StoreTokenFineGuide.');
  });

  test('says of answers 5xx that they end in a webhook that is switched off', () => {
    expect(descriptionOf('5xx of ApiId <HttpApi>')).toContain('switches the whole webhook off');
  });

  test('is part of every stage', () => {
    expect(alarmsOf(templateOf('dev'))).toHaveLength(17);
    expect(alarmsOf(templateOf('prod'))).toHaveLength(14);
  });
});
