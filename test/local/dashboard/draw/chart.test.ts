import { expect, test } from 'vitest';
import type { MetricRow } from '#local/dashboard/body/metric-rows.ts';
import { bodySchema } from '#local/dashboard/body/widget.ts';
import { drawChart } from '#local/dashboard/draw/chart.ts';
import type { Reading } from '#local/dashboard/figures/reading.ts';

const minute = 60_000;
const range = { from: 0, to: 15 * minute };

const widgetWith = (properties: object) => {
  const body = { widgets: [{ type: 'metric', x: 0, y: 0, properties: { metrics: [], ...properties } }] };
  const [widget] = bodySchema.parse(body).widgets;
  if (widget?.type !== 'metric') throw new Error('This is no chart.');
  return widget;
};

const metric = { namespace: 'HaptikRelay', name: 'Stored', dimensions: {} };

const row = (label: string, reading: Reading, axis: MetricRow['axis'] = 'left') => ({
  row: { id: undefined, label, isVisible: true, axis, metric, stat: 'Sum' },
  reading,
});

const points = (...values: readonly (readonly [minute: number, value: number])[]): Reading => ({
  points: values.map(([at, value]) => ({ at: at * minute, value })),
});

const draw = (properties: object, ...rows: ReturnType<typeof row>[]): string =>
  drawChart(widgetWith(properties), rows, range).html;

const count = (text: string, part: string): number => text.split(part).length - 1;

test('points of minutes that follow each other are joined, others are not', () => {
  const chart = draw({}, row('Stored', points([1, 5], [2, 6], [5, 7])));

  expect(count(chart, '<circle')).toBe(3);
  expect(chart.match(/<polyline points="[\d.]+,[\d.]+ [\d.]+,[\d.]+"/g)).toHaveLength(1);
});

test('a higher value is drawn higher, a later one further right', () => {
  const chart = draw({}, row('Stored', points([1, 5], [2, 6])));

  const [, x1 = '', y1 = '', x2 = '', y2 = ''] =
    /points="([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"/.exec(chart) ?? [];
  expect(Number(x2)).toBeGreaterThan(Number(x1));
  expect(Number(y2)).toBeLessThan(Number(y1));
});

test('a line without figures here stands in the legend with the reason', () => {
  const chart = draw({}, row('Stored', points([1, 5])), row('Sent', { missing: 'measured by AWS only' }));

  expect(chart).toContain('<li class="missing" title="measured by AWS only">Sent</li>');
  expect(count(chart, '<circle')).toBe(1);
});

test('where no line has figures here, the reason stands in place of the chart', () => {
  const chart = draw({}, row('Sent', { missing: 'measured by AWS only' }));

  expect(chart).toContain('measured by AWS only</p>');
  expect(chart).not.toContain('<svg');
});

test('a chart without any values says so', () => {
  expect(draw({}, row('Stored', points()))).toContain('No data');
});

test('a right axis is drawn for what stands on it', () => {
  const left = row('Stored', points([1, 1000]));

  const [one, two] = [draw({}, left), draw({}, left, row('longest', points([1, 3]), 'right'))];

  expect(count(two, 'class="tick"')).toBeGreaterThan(count(one, 'class="tick"'));
  expect(two).toContain('longest: 3 at 00:01 UTC');
});

test('an alarm’s threshold is drawn, and the scale reaches it', () => {
  const chart = draw(
    { annotations: { horizontal: [{ value: 2500, label: 'alarm' }] } },
    row('Stored', points([1, 3])),
  );

  expect(chart).toContain('alarm 2500</text>');
  expect(chart).toContain('>3k</text>');
});

test('stacked lines have surfaces, and tell their own figures', () => {
  const chart = draw({ stacked: true }, row('one', points([1, 3])), row('other', points([1, 4])));

  expect(count(chart, '<polygon')).toBe(2);
  expect(chart).toContain('other: 4 at');
});

test('labels are escaped', () => {
  const chart = draw({ title: '<i>' }, row('<b>&"', points([1, 3])));

  expect(chart).not.toMatch(/<[bi]>/);
  expect(chart).toContain('&lt;b&gt;&amp;&quot;');
});
