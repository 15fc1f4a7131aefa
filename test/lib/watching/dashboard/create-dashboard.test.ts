import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createDashboard } from '#lib/watching/dashboard/create-dashboard.ts';
import { dashboardOf } from '../metrics/used-metrics.ts';
import { sampleWatched } from '../sample-watched.ts';

const widgetSchema = z.object({
  type: z.string(),
  width: z.number(),
  y: z.number(),
  properties: z.looseObject({ title: z.optional(z.string()), markdown: z.optional(z.string()) }),
});

const rowsSchema = z.array(z.array(z.unknown()));
const labelledSchema = z.object({ label: z.string() });

/** What stands below the figure of the first row. */
const labelOf = (metrics: unknown): string =>
  labelledSchema.parse(rowsSchema.parse(metrics)[0]?.at(-1)).label;

const build = (sends: boolean) => {
  const stack = new Stack(undefined, 'relay');
  const { settings, ...others } = sampleWatched(stack);
  const channels = sends ? settings.channels : settings.channels.slice(0, 1);
  createDashboard(stack, {
    watched: { ...others, settings: { ...settings, channels } },
    alarms: ['relay-One'],
  });
  return Template.fromStack(stack);
};

const widgetsOf = (template: Template) => z.array(widgetSchema).parse(dashboardOf(template).widgets);

describe('the dashboard', () => {
  const template = build(true);
  const widgets = widgetsOf(template);
  const titles = widgets.flatMap(({ properties: { title } }) => title ?? []);

  test('is called as the relay', () => {
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'relay' });
  });

  test('answers in the order in which an operator asks', () => {
    const headings = widgets.flatMap(
      ({ properties: { markdown = '' } }) => /^## (\w+)/.exec(markdown)?.[1] ?? [],
    );

    expect(headings).toEqual(['Is', 'Intake', 'Queues', 'Store', 'Outbound', 'Cost']);
  });

  test('begins with the alarms, those that ring first', () => {
    const [, alarms] = widgets;

    expect(alarms).toMatchObject({
      type: 'alarm',
      properties: {
        title: 'Alarms',
        alarms: ['arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:alarm:relay-One'],
        sortBy: 'stateUpdatedTimestamp',
      },
    });
  });

  test('has full rows of 24 columns', () => {
    const rows = Map.groupBy(widgets, ({ y }) => y);
    const columns = [...rows.values()].map((row) => row.reduce((sum, { width }) => sum + width, 0));

    expect(new Set(columns)).toEqual(new Set([24]));
  });

  test('calls widget for the tables, and does not ask it anew for another range or size', () => {
    const custom = widgets.filter(({ type }) => type === 'custom').map(({ properties }) => properties);

    const asked = {
      endpoint: '<FunctionWidget.Arn>',
      updateOn: { refresh: true, resize: false, timeRange: false },
    };
    expect(custom).toEqual([
      { ...asked, title: 'Needs attention', params: { view: 'attention' } },
      { ...asked, title: 'Recent conversations', params: { view: 'conversations' } },
      { ...asked, title: 'A conversation', params: { view: 'transcript' } },
      { ...asked, title: 'Failed and unconfirmed commands', params: { view: 'outbox' } },
    ]);
  });

  test('shows what was promised over 30 days and over the shown range', () => {
    const promised = widgets.filter(({ properties: { title = '' } }) => title.endsWith(', %'));

    expect(promised.map(({ properties }) => [properties.title, labelOf(properties.metrics)])).toEqual(
      ['30 days', 'shown range'].flatMap((range) => [
        ['Deliveries are taken, %', `${range}, promised: 99.95`],
        ['Answered within 1 s, %', `${range}, promised: 99`],
        ['one: stored within 60 s, %', `${range}, promised: 99.9`],
        ['two: stored within 60 s, %', `${range}, promised: 99.9`],
      ]),
    );
    for (const { properties } of promised)
      expect(properties).toMatchObject({ view: 'singleValue', setPeriodToTimeRange: true });
    expect(promised.map(({ properties }) => properties.start)).toEqual([
      ...Array(4).fill('-P30D'),
      ...Array(4).fill(undefined),
    ]);
  });

  test('has a row for each channel where it is alive and where it is stored, and for each that sends', () => {
    for (const name of ['one', 'two']) {
      expect(titles).toContain(`${name}: deliveries taken`);
      expect(titles).toContain(`${name}: events stored, and what else they were`);
    }
    expect(titles.filter((title) => title.endsWith('what became of commands'))).toEqual([
      'two: what became of commands',
    ]);
  });

  test('says so where nothing is sent', () => {
    const words = widgetsOf(build(false)).flatMap(({ properties: { markdown } }) => markdown ?? []);

    expect(words).toContain('No channel sends.');
  });
});
