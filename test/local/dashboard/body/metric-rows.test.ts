import { expect, test } from 'vitest';
import { readMetricRows } from '#local/dashboard/body/metric-rows.ts';

const metricsOf = (entries: unknown[][]) =>
  readMetricRows(entries, 'Sum').map((row) => ('metric' in row ? row.metric : undefined));

test('an entry names a metric with its dimensions', () => {
  expect(metricsOf([['AWS/Lambda', 'Errors', 'FunctionName', 'ingest', 'Resource', 'ingest:live']])).toEqual([
    {
      namespace: 'AWS/Lambda',
      name: 'Errors',
      dimensions: { FunctionName: 'ingest', Resource: 'ingest:live' },
    },
  ]);
});

test.each([
  ['a point', ['.', 'Throttles', '.', '.'], 'Throttles', 'ingest'],
  ['three points', ['...', 'persist'], 'Errors', 'persist'],
  ['three points alone', ['...'], 'Errors', 'ingest'],
])('%s stands for what the entry before has', (_, entry, name, FunctionName) => {
  const [, second] = metricsOf([['AWS/Lambda', 'Errors', 'FunctionName', 'ingest'], entry]);

  expect(second).toEqual({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName } });
});

test('an expression in between is not the entry before', () => {
  const rows = metricsOf([['HaptikRelay', 'Stored'], [{ expression: 'a / 2' }], ['.', 'Duplicate']]);

  expect(rows.at(-1)).toMatchObject({ namespace: 'HaptikRelay', name: 'Duplicate' });
});

test('what an entry does not say is as the widget has it', () => {
  expect(readMetricRows([['HaptikRelay', 'Stored']], 'p99')).toMatchObject([
    { label: 'Stored', isVisible: true, axis: 'left', stat: 'p99' },
  ]);
});
