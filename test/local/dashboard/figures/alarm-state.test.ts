import { expect, test } from 'vitest';
import type { MetricAlarm } from '#local/dashboard/body/read-alarms.ts';
import { alarmStates } from '#local/dashboard/figures/alarm-state.ts';
import { createMetricStore } from '#local/metrics/metric-store.ts';

const minute = 60_000;
const period = 5 * minute;
/** Two minutes into a period. */
const now = 1_795_000_000_000 - (1_795_000_000_000 % period) + 2 * minute;

const metric = { namespace: 'HaptikRelay', name: 'SendFailed', dimensions: { channel: 'haptik' } };

const alarm: MetricAlarm = {
  name: 'Failing',
  arn: 'arn:failing',
  metric,
  stat: 'Sum',
  periodMs: period,
  threshold: 3,
  comparison: 'GreaterThanOrEqualToThreshold',
  atLeast: 1,
  periods: 1,
  missing: 'notBreaching',
};

/** A store with a value in each of these minutes before now. */
const metricsWith = (values: Readonly<Record<number, number>>) => {
  const store = createMetricStore();
  for (const [minutesAgo, value] of Object.entries(values))
    store.record({ ...metric, unit: 'Count', values: [value], at: now - Number(minutesAgo) * minute });
  return store;
};

const stateOf = (changes: Partial<MetricAlarm>, values: Readonly<Record<number, number>>) =>
  alarmStates([{ ...alarm, ...changes }], { metrics: metricsWith(values), now }).get(alarm.arn);

test.each([
  ['in the period that runs', {}, { 1: 3 }, 'alarm'],
  ['below the threshold', {}, { 1: 2 }, 'ok'],
  ['in the period before, while the one that runs has none', {}, { 4: 3 }, 'alarm'],
  ['in the period before, while the one that runs is well', {}, { 4: 3, 1: 0 }, 'ok'],
  ['long ago', {}, { 20: 3 }, 'ok'],
  ['in one of three periods', { atLeast: 2, periods: 3 }, { 1: 3 }, 'ok'],
  ['in two of three periods', { atLeast: 2, periods: 3 }, { 1: 3, 11: 3 }, 'alarm'],
  ['at the threshold that must be passed', { comparison: 'GreaterThanThreshold' }, { 1: 3 }, 'ok'],
  ['below the least', { comparison: 'LessThanThreshold' }, { 1: 2 }, 'alarm'],
  ['nowhere', {}, {}, 'ok'],
  ['nowhere, which counts', { missing: 'breaching' }, {}, 'alarm'],
  ['nowhere, which is not known', { missing: 'missing' }, {}, 'insufficient'],
  ['nowhere, which is ignored', { missing: 'ignore' }, {}, 'insufficient'],
  ['by a comparison that is not known here', { comparison: 'LessThanLowerThreshold' }, { 1: 3 }, 'elsewhere'],
  ['of a metric that is not counted here', { metric: { ...metric, namespace: 'AWS/SQS' } }, {}, 'elsewhere'],
])('an alarm over values %s', (_, changes, values, expected) => {
  expect(stateOf(changes, values)).toBe(expected);
});

test.each([
  ['ALARM("arn:failing")', { 1: 3 }, 'alarm'],
  ['(ALARM("arn:other") OR ALARM("Failing"))', { 1: 3 }, 'alarm'],
  ['(ALARM("arn:other") OR ALARM("arn:failing"))', {}, 'ok'],
  ['(ALARM("arn:failing") AND NOT ALARM("arn:other"))', { 1: 3 }, 'elsewhere'],
])('an alarm with the rule %s', (rule, values, expected) => {
  const other = { ...alarm, name: 'Other', arn: 'arn:other', threshold: 1000 };
  const all = [{ name: 'Both', arn: 'arn:both', rule }, alarm, other];

  expect(alarmStates(all, { metrics: metricsWith(values), now }).get('arn:both')).toBe(expected);
});
