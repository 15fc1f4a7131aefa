import { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { stageNamed } from '#lib/stage.ts';
import { alarmDefinitions } from '#lib/watching/alarms/alarm-definitions.ts';
import { environmentOf } from '../../environment-of.ts';
import { render } from '../../render.ts';
import { templateOf } from '../../template-of.ts';
import { sampleWatched } from '../sample-watched.ts';
import { countedMetrics } from './counted-metrics.ts';
import { documentedMetrics } from './documented-metrics.ts';
import { type UsedMetric, usedMetrics } from './used-metrics.ts';

const filterSchema = z.object({
  Properties: z.object({
    MetricTransformations: z.tuple([z.object({ MetricNamespace: z.string(), MetricName: z.string() })]),
  }),
});
const tableSchema = z.object({
  Properties: z.object({ GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })) }),
});
const stageSchema = z.object({
  Properties: z.object({
    StageName: z.string(),
    RouteSettings: z.record(z.string(), z.object({ DetailedMetricsEnabled: z._default(z.boolean(), false) })),
  }),
});

/** What the template's log filters count, as `namespace name`. */
const filteredBy = (template: Template): string[] =>
  Object.values(template.findResources('AWS::Logs::MetricFilter')).map((resource) => {
    const [{ MetricNamespace, MetricName }] = filterSchema.parse(resource).Properties.MetricTransformations;
    return `${MetricNamespace} ${MetricName}`;
  });

/** How a dimension names the template's resources of a type. */
const namesOf = (template: Template, type: string, attribute?: string): string[] =>
  Object.keys(template.findResources(type)).map((logicalId) =>
    render(attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] }),
  );

const routesWithMetrics = (template: Template): string[] =>
  Object.values(template.findResources('AWS::ApiGatewayV2::Stage')).flatMap((resource) => {
    const { StageName, RouteSettings } = stageSchema.parse(resource).Properties;
    const routes = Object.entries(RouteSettings).filter(
      ([, { DetailedMetricsEnabled }]) => DetailedMetricsEnabled,
    );
    return routes.map(([routeKey]) => `${StageName} ${routeKey}`);
  });

const aliasSchema = z.object({ Properties: z.object({ FunctionName: z.unknown(), Name: z.string() }) });

/** What `Resource` can be beside a route's path: a function's alias. */
const aliasesIn = (template: Template): string[] =>
  Object.values(template.findResources('AWS::Lambda::Alias')).map((resource) => {
    const { FunctionName, Name } = aliasSchema.parse(resource).Properties;
    return `${render(FunctionName)}:${Name}`;
  });

const indexesIn = (template: Template): string[] =>
  Object.values(template.findResources('AWS::DynamoDB::Table')).flatMap((resource) =>
    tableSchema.parse(resource).Properties.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName),
  );

/** The values that a dimension can have, by its name. */
const legalValues = (template: Template): Readonly<Record<string, readonly string[]>> => {
  const routes = routesWithMetrics(template).map((route) => route.split(' '));
  return {
    FunctionName: namesOf(template, 'AWS::Lambda::Function'),
    QueueName: namesOf(template, 'AWS::SQS::Queue', 'QueueName'),
    TableName: namesOf(template, 'AWS::DynamoDB::Table'),
    ApiId: namesOf(template, 'AWS::ApiGatewayV2::Api'),
    GlobalSecondaryIndexName: indexesIn(template),
    LogGroupName: [
      ...namesOf(template, 'AWS::Logs::LogGroup'),
      ...Object.values(template.findResources('AWS::Logs::LogGroup')).flatMap(({ Properties }) =>
        typeof Properties.LogGroupName === 'string' ? [Properties.LogGroupName] : [],
      ),
    ],
    Stage: routes.flatMap(([stage = '']) => stage),
    Method: routes.flatMap(([, method = '']) => method),
    Resource: [...routes.flatMap(([, , path = '']) => path), ...aliasesIn(template)],
  };
};

describe.each(['dev', 'prod'])('the stack of %s', (stage) => {
  const template = templateOf(stage);
  const used = usedMetrics(template, `haptik-relay-${stage}`);
  const own = used.filter(
    ({ namespace }) => namespace === environmentOf(template, 'Ingest').POWERTOOLS_METRICS_NAMESPACE,
  );
  const ofServices = used.filter((metric) => !own.includes(metric));

  test('looks at metrics of its own and of five services', () => {
    expect(own.length).toBeGreaterThan(30);
    expect(new Set(ofServices.map(({ namespace }) => namespace))).toEqual(
      new Set(Object.keys(documentedMetrics)),
    );
  });

  test('looks at nothing of its own but what the functions or the access log count, for a channel it has', () => {
    const channels = [...stageNamed(stage).channels.map(({ name }) => name), 'all', 'unknown'];
    const filtered = filteredBy(template);
    const isCounted = ({ namespace, name, dimensions: { channel = '', ...others } }: UsedMetric): boolean => {
      if (filtered.includes(`${namespace} ${name}`))
        return channel === '' && Object.keys(others).length === 0;
      if (name === 'SecretUsed') return channels.includes(channel) && Object.keys(others).join() === 'secret';
      return (
        countedMetrics.some((counted) => counted === name) &&
        channels.includes(channel) &&
        Object.keys(others).length === 0
      );
    };

    expect(own.filter((metric) => !isCounted(metric))).toEqual([]);
  });

  test('looks at nothing of a service but what it documents, with the dimensions that it sends', () => {
    const undocumented = ofServices.filter(({ namespace, name, dimensions }) => {
      const sets = documentedMetrics[namespace]?.[name]?.dimensions ?? [];
      return !sets.some((set) => set.join() === Object.keys(dimensions).toSorted().join());
    });

    expect(undocumented).toEqual([]);
  });

  test('looks at resources of its own', () => {
    const legal = legalValues(template);
    const strange = ofServices.flatMap(({ by, dimensions }) =>
      Object.entries(dimensions)
        .filter(([name, value]) => !legal[name]?.includes(value))
        .map(([name, value]) => `${by}: ${name} ${value}`),
    );

    expect(strange).toEqual([]);
  });
});

test('counts each threshold in the unit that its metric is documented in', () => {
  const units = alarmDefinitions(sampleWatched(new Stack())).flatMap(
    ({ id, metric: { namespace, name, unit } }) =>
      namespace === 'HaptikRelay' ? [] : [[id, unit === documentedMetrics[namespace]?.[name]?.unit]],
  );

  expect(units.filter(([, isSame]) => isSame !== true)).toEqual([]);
});
