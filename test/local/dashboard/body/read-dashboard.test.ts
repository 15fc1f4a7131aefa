import { expect, test } from 'vitest';
import { readAlarms } from '#local/dashboard/body/read-alarms.ts';
import { readDashboard } from '#local/dashboard/body/read-dashboard.ts';
import { stackOf } from '#test/local/template/stack.ts';

const dashboardOf = (...widgets: object[]) => ({
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: { DashboardName: 'relay', DashboardBody: JSON.stringify({ widgets }) },
});

const place = { x: 0, y: 0, width: 6, height: 3 };

const arnOfFailing = { 'Fn::GetAtt': ['Failing', 'Arn'] };

test('references in a body are resolved', () => {
  const [before, after] = JSON.stringify({
    widgets: [{ type: 'alarm', ...place, properties: { title: 'Alarms', alarms: ['|'] } }],
  }).split('|');
  const list = stackOf({
    Resources: {
      Failing: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'failing' } },
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardBody: { 'Fn::Join': ['', [before, arnOfFailing, after]] },
        },
      },
    },
  });

  expect(readDashboard(list).widgets).toMatchObject([
    { properties: { alarms: ['arn:aws:cloudwatch:us-east-1:000000000000:alarm:failing'] } },
  ]);
});

test('a widget that is not drawn here is told of', () => {
  const list = stackOf({
    Resources: { Dashboard: dashboardOf({ type: 'explorer', ...place, properties: {} }) },
  });

  expect(() => readDashboard(list)).toThrow('local/dashboard/body/widget.ts');
});

test.each([
  ['no dashboard', {}],
  ['two dashboards', { One: dashboardOf(), Other: dashboardOf() }],
])('a template with %s is told of', (_, Resources) => {
  expect(() => readDashboard(stackOf({ Resources }))).toThrow('exactly one dashboard');
});

test('alarms are read with their metrics, and those over others with their rule', () => {
  const list = stackOf({
    Resources: {
      Failing: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'failing',
          Namespace: 'AWS/Lambda',
          MetricName: 'Errors',
          Dimensions: [{ Name: 'FunctionName', Value: 'ingest' }],
          Statistic: 'Sum',
          Period: 300,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          EvaluationPeriods: 3,
          TreatMissingData: 'notBreaching',
        },
      },
      Any: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: { AlarmName: 'any', AlarmRule: { 'Fn::Join': ['"', ['ALARM(', arnOfFailing, ')']] } },
      },
    },
  });

  const arn = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:';
  expect(readAlarms(list)).toEqual([
    {
      name: 'failing',
      arn: `${arn}failing`,
      metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'ingest' } },
      stat: 'Sum',
      periodMs: 300_000,
      threshold: 1,
      comparison: 'GreaterThanOrEqualToThreshold',
      atLeast: 3,
      periods: 3,
      missing: 'notBreaching',
    },
    { name: 'any', arn: `${arn}any`, rule: `ALARM("${arn}failing")` },
  ]);
});
