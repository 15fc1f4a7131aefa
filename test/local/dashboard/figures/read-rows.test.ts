import { expect, test } from 'vitest';
import { readMetricRows } from '#local/dashboard/body/metric-rows.ts';
import type { Grain } from '#local/dashboard/figures/read-metric.ts';
import { readRows } from '#local/dashboard/figures/read-rows.ts';
import { createMetricStore } from '#local/metrics/metric-store.ts';

const minute = 60_000;
const begin = 1_795_000_000_000 - (1_795_000_000_000 % minute);
const range = { from: begin, to: begin + 10 * minute };

const stored = (name: string, values: readonly (readonly [minute: number, value: number])[]) => ({
  name,
  values,
});

const metricsWith = (...all: ReturnType<typeof stored>[]) => {
  const store = createMetricStore();
  for (const { name, values } of all)
    for (const [at, value] of values)
      store.record({
        namespace: 'HaptikRelay',
        name,
        dimensions: { channel: 'haptik' },
        unit: 'Count',
        values: [value],
        at: begin + at * minute,
      });
  return store;
};

const metric = (name: string, options = {}): unknown[] => ['HaptikRelay', name, 'channel', 'haptik', options];

const read = (metrics: ReturnType<typeof metricsWith>, entries: unknown[][], grain: Grain = 'minutes') =>
  readRows(readMetricRows(entries, 'Sum'), { metrics, range, grain }).map(({ row, reading }) =>
    'missing' in reading
      ? [row.label, reading.missing]
      : [row.label, ...reading.points.map(({ at, value }) => [(at - begin) / minute, value])],
  );

test('a metric has a figure for each minute in which it was counted', () => {
  const metrics = metricsWith(
    stored('Stored', [
      [1, 2],
      [1, 3],
      [4, 1],
    ]),
  );

  expect(read(metrics, [metric('Stored')])).toEqual([['Stored', [1, 5], [4, 1]]]);
});

test('over a range it has one figure, of what is in the range alone', () => {
  const metrics = metricsWith(
    stored('StoreLagMs', [
      [-1, 900],
      [1, 10],
      [4, 30],
    ]),
  );

  expect(read(metrics, [metric('StoreLagMs', { stat: 'Average' })], 'range')).toEqual([
    ['StoreLagMs', [0, 20]],
  ]);
});

test.each([
  ['of another service', ['AWS/SQS', 'NumberOfMessagesSent', 'QueueName', 'events']],
  ['of the access log', ['HaptikRelay', 'Throttled']],
  ['of Lambda that is not counted here', ['AWS/Lambda', 'ClaimedAccountConcurrency']],
])('a metric %s is measured by AWS only', (_, entry) => {
  expect(read(metricsWith(), [entry])).toEqual([[entry[1], 'measured by AWS only']]);
});

test('a statistic that is not known here is left to CloudWatch', () => {
  expect(read(metricsWith(), [metric('Stored', { stat: 'TM(10%:90%)' })])).toEqual([
    ['Stored', 'statistic TM(10%:90%), evaluated by CloudWatch'],
  ]);
});

const share = (expression: string) => [
  [{ expression, label: 'share' }],
  metric('Stored', { id: 'stored', visible: false }),
  ['HaptikRelay', 'Throttled', { id: 'throttled', visible: false }],
];

test('an expression is reckoned from metrics that are not shown themselves', () => {
  const metrics = metricsWith(stored('Stored', [[1, 4]]));

  expect(read(metrics, share('100 * (stored - FILL(throttled, 0)) / stored'))).toEqual([['share', [1, 100]]]);
});

test.each([
  ['stored - throttled', 'measured by AWS only'],
  ['SUM(stored)', 'expression, evaluated by CloudWatch'],
])('%s is not reckoned here', (expression, why) => {
  expect(read(metricsWith(), share(expression))).toEqual([['share', why]]);
});
