import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, test } from 'vitest';
import { limits } from '#lib/limits.ts';
import { alarmDefinitions } from '#lib/watching/alarms/alarm-definitions.ts';
import { RelayAlarms } from '#lib/watching/alarms/relay-alarms.ts';
import { sampleWatched } from '../sample-watched.ts';
import { readAlarms } from './read-alarms.ts';

const stack = new Stack(undefined, 'relay');
const watched = sampleWatched(stack);
new RelayAlarms(stack, 'Alarms', { watched, topic: new Topic(stack, 'Topic') });
const template = Template.fromStack(stack);
const alarms = readAlarms(template, 'relay');
const definitions = alarmDefinitions(watched);

const byId = <Value>(value: (alarm: (typeof alarms)[number]) => Value): Record<string, Value> =>
  Object.fromEntries(alarms.map((alarm) => [alarm.id, value(alarm)]));

describe('RelayAlarms', () => {
  test('watches each channel, what is sent where something can be, and the whole', () => {
    const metrics = byId(({ MetricName, dimensions }) =>
      [MetricName, ...Object.entries(dimensions).map(([name, value]) => `${name} ${value}`)].join(', '),
    );

    const ofWebhook = 'ApiId <HttpApi>, Method POST, Resource /webhooks/{channel}, Stage $default';
    expect(metrics).toEqual({
      ...Object.fromEntries(
        ['one', 'two'].flatMap((name) => [
          [`WebhookSilent-${name}`, `Accepted, channel ${name}`],
          [`Fuse-${name}`, `FuseMinutes, channel ${name}`],
          [`NotDurable-${name}`, `NotDurable, channel ${name}`],
          [`ProbeFailed-${name}`, `ProbeFailed, channel ${name}`],
          [`AckSlow-${name}`, `AckMs, channel ${name}`],
          [`BadSignature-${name}`, `BadSignature, channel ${name}`],
          [`Quarantined-${name}`, `Quarantined, channel ${name}`],
          [`SetAside-${name}`, `SetAside, channel ${name}`],
        ]),
      ),
      'SetAside-unknown': 'SetAside, channel unknown',
      'BreakerOpen-two': 'BreakerOpen, channel two',
      'SendFailed-two': 'SendFailed, channel two',
      'Unconfirmed-two': 'Unconfirmed, channel two',
      'SendingLate-two': 'SendAgeMinutes, channel two',
      WebhookErrors: `5xx, ${ofWebhook}`,
      Throttled: 'Throttled',
      IngestErrors: 'Errors, FunctionName <FunctionIngest>',
      IngestThrottled: 'Throttles, FunctionName <FunctionIngest>',
      SpillWaiting: 'SpillWaiting, channel all',
      SpillOld: 'SpillMinutes, channel all',
      EventsOld: 'ApproximateAgeOfOldestMessage, QueueName <Events.QueueName>',
      'InFlight-events': 'ApproximateNumberOfMessagesNotVisible, QueueName <Events.QueueName>',
      PersistErrors: 'Errors, FunctionName <FunctionPersist>',
      PersistSlow: 'Duration, FunctionName <FunctionPersist>',
      'ReadThrottled-table': 'ReadThrottleEvents, TableName <Table>',
      'WriteThrottled-table': 'WriteThrottleEvents, TableName <Table>',
      ...Object.fromEntries(
        ['recent', 'unfinished'].flatMap((index) => [
          [
            `ReadThrottled-${index}`,
            `ReadThrottleEvents, GlobalSecondaryIndexName ${index}, TableName <Table>`,
          ],
          [
            `WriteThrottled-${index}`,
            `WriteThrottleEvents, GlobalSecondaryIndexName ${index}, TableName <Table>`,
          ],
        ]),
      ),
      Conflicts: 'TransactionConflict, TableName <Table>',
      'DeadLetters-events': 'ApproximateNumberOfMessagesVisible, QueueName <EventsDead.QueueName>',
      'InFlight-outbox': 'ApproximateNumberOfMessagesNotVisible, QueueName <Outbox.QueueName>',
      SendErrors: 'Errors, FunctionName <FunctionSend>',
      SendSlow: 'Duration, FunctionName <FunctionSend>',
      'DeadLetters-outbox': 'ApproximateNumberOfMessagesVisible, QueueName <OutboxDead.QueueName>',
      WatchSilent: 'Invocations, FunctionName <FunctionWatch>',
      WatchErrors: 'Errors, FunctionName <FunctionWatch>',
      ApiFailing: 'ApiErrors',
      ApiErrors: 'Errors, FunctionName <FunctionApi>',
      WidgetErrors: 'Errors, FunctionName <FunctionWidget>',
      Concurrency: 'ClaimedAccountConcurrency',
    });
  });

  test('rings at these figures, in so many of the last periods of so many minutes', () => {
    const when = byId(({ ComparisonOperator, Threshold, Statistic, ExtendedStatistic, ...alarm }) => {
      const sign = ComparisonOperator === 'LessThanThreshold' ? '<' : '>=';
      const { DatapointsToAlarm, EvaluationPeriods, Period } = alarm;
      return `${Statistic ?? ExtendedStatistic} ${sign} ${Threshold}, ${DatapointsToAlarm} of ${EvaluationPeriods} x ${Period / 60}`;
    });

    const first = 'Sum >= 1, 1 of 1 x 5';
    const repeated = 'Sum >= 3, 1 of 1 x 5';
    const present = 'Maximum >= 1, 1 of 1 x 5';
    const throttled = 'Sum >= 10, 2 of 3 x 5';
    expect(when).toEqual({
      ...Object.fromEntries(
        ['one', 'two'].flatMap((name) => [
          [`WebhookSilent-${name}`, 'Sum < 1, 6 of 6 x 60'],
          [`Fuse-${name}`, 'Maximum >= 10, 1 of 1 x 1'],
          [`NotDurable-${name}`, first],
          [`ProbeFailed-${name}`, 'Sum >= 1, 3 of 5 x 1'],
          [`AckSlow-${name}`, 'p99 >= 2500, 2 of 3 x 5'],
          [`BadSignature-${name}`, repeated],
          [`Quarantined-${name}`, first],
          [`SetAside-${name}`, first],
        ]),
      ),
      'SetAside-unknown': first,
      'BreakerOpen-two': first,
      'SendFailed-two': first,
      'Unconfirmed-two': first,
      'SendingLate-two': 'Maximum >= 15, 1 of 1 x 5',
      WebhookErrors: repeated,
      Throttled: repeated,
      IngestErrors: repeated,
      IngestThrottled: repeated,
      SpillWaiting: present,
      SpillOld: 'Maximum >= 15, 1 of 1 x 5',
      EventsOld: 'Maximum >= 120, 1 of 1 x 5',
      'InFlight-events': 'Maximum >= 80000, 1 of 1 x 5',
      PersistErrors: repeated,
      PersistSlow: `Maximum >= ${limits.persist.timeoutSeconds * 800}, 2 of 3 x 5`,
      ...Object.fromEntries(
        ['table', 'recent', 'unfinished'].flatMap((index) => [
          [`ReadThrottled-${index}`, throttled],
          [`WriteThrottled-${index}`, throttled],
        ]),
      ),
      Conflicts: 'Sum >= 100, 3 of 3 x 5',
      'DeadLetters-events': present,
      'InFlight-outbox': 'Maximum >= 80000, 1 of 1 x 5',
      SendErrors: 'Sum >= 2, 1 of 1 x 15',
      SendSlow: `Maximum >= ${limits.send.timeoutSeconds * 800}, 2 of 3 x 5`,
      'DeadLetters-outbox': present,
      WatchSilent: 'Sum < 1, 2 of 2 x 5',
      WatchErrors: repeated,
      ApiFailing: repeated,
      ApiErrors: repeated,
      WidgetErrors: repeated,
      Concurrency: 'Maximum >= 800, 3 of 5 x 1',
    });
  });

  test('takes no figures for all is well, but where silence is the trouble or hides it', () => {
    const others = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');

    expect(Object.fromEntries(others.map(({ id, TreatMissingData }) => [id, TreatMissingData]))).toEqual({
      'WebhookSilent-one': 'breaching',
      'WebhookSilent-two': 'breaching',
      WatchSilent: 'breaching',
      'Fuse-one': 'ignore',
      'Fuse-two': 'ignore',
      SpillWaiting: 'ignore',
      SpillOld: 'ignore',
    });
  });

  test('looks back for a day at most, which is what CloudWatch allows', () => {
    for (const { Period, EvaluationPeriods } of alarms)
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual(86_400);
  });

  test('tells the topic of each alarm once: those of the intake by the one that stands for them', () => {
    const intake = alarms.filter(({ id }) =>
      definitions.some((definition) => definition.id === id && definition.isIntake === true),
    );
    const others = alarms.filter((alarm) => !intake.includes(alarm));

    expect(intake.map(({ id }) => id).toSorted()).toEqual(
      [
        ...['one', 'two'].flatMap((name) => [`Fuse-${name}`, `NotDurable-${name}`, `ProbeFailed-${name}`]),
        'WebhookErrors',
        'Throttled',
        'IngestErrors',
        'IngestThrottled',
        'SpillOld',
        'EventsOld',
        'InFlight-events',
        'PersistErrors',
      ].toSorted(),
    );
    for (const { AlarmActions, OKActions } of intake) expect([...AlarmActions, ...OKActions]).toEqual([]);
    for (const { AlarmActions, OKActions } of others) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Topic/) }]);
      expect(OKActions).toEqual(AlarmActions);
    }
    template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
      AlarmName: 'relay-IntakeUnhealthy',
      AlarmDescription: Match.stringLikeRegexp('docs/runbooks/intake\\.md$'),
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^Topic') }],
      OKActions: [{ Ref: Match.stringLikeRegexp('^Topic') }],
    });
  });

  test('rings for the intake when any alarm of it does', () => {
    const [rule] = Object.values(template.findResources('AWS::CloudWatch::CompositeAlarm'));
    const text = JSON.stringify(rule?.Properties.AlarmRule);

    const children = Object.entries(template.findResources('AWS::CloudWatch::Alarm'))
      .filter(([logicalId]) => text.includes(`"${logicalId}"`))
      .map(([, { Properties }]) => String(Properties.AlarmName).replace('relay-', ''));
    expect(children.toSorted()).toEqual(
      definitions.flatMap(({ id, isIntake }) => (isIntake === true ? [id] : [])).toSorted(),
    );
    expect(text.match(/ALARM\(/g)).toHaveLength(children.length);
    expect(text).not.toMatch(/ AND |NOT/);
  });

  test('calls every alarm by a name of its own, as the stack is called', () => {
    const names = alarms.map(({ AlarmName }) => AlarmName);

    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^relay-[A-Za-z-]+$/);
  });

  test('says in each description what it means and where to read on, as long as CloudWatch takes, in ASCII', () => {
    for (const { AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/^[\x20-\x7e]{1,1024}$/);
      expect(AlarmDescription).toMatch(/\. What to do: docs\/runbooks\/[a-z-]+\.md$/);
    }
  });

  test('says which channel it is about', () => {
    const ofChannels = alarms.filter(({ dimensions }) => !['all', undefined].includes(dimensions.channel));

    expect(ofChannels).toHaveLength(2 * 8 + 1 + 4);
    for (const { AlarmDescription, dimensions } of ofChannels)
      expect(AlarmDescription).toMatch(new RegExp(`channel ${dimensions.channel}\\b`));
  });

  test('names the outputs of a channel', () => {
    const descriptions = byId(({ AlarmDescription }) => AlarmDescription);

    expect(descriptions['BadSignature-one']).toContain('output ShowSecretOne ');
    expect(descriptions['BreakerOpen-two']).toContain('output StoreTokenTwo.');
  });
});
