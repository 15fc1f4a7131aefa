import * as z from 'zod/mini';

/** What of a template AWS asks a price for, however little it is used. */
export type TemplateCounts = {
  /** Metrics that alarms look at, without those of a canary. */
  readonly alarms: number;
  /** Of these, those that are about one channel, by its name. */
  readonly alarmsOfChannel: Readonly<Record<string, number>>;
  /** The same of the alarms that take a new version of ingest back. */
  readonly canaryAlarms: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  /** Metrics on the dashboards. */
  readonly dashboardMetrics: number;
  readonly secrets: number;
  /** Metrics that log lines are counted into. */
  readonly logMetrics: number;
  /** Routes with metrics of their own. */
  readonly measuredRoutes: number;
  /** Queues that Lambda polls. */
  readonly polledQueues: number;
};

const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.optional(z.unknown()) })),
});

type Resource = { readonly logicalId: string; readonly properties: unknown };
type List = (type: string) => readonly Resource[];

const alarmSchema = z.object({
  Metrics: z.optional(z.array(z.object({ MetricStat: z.optional(z.unknown()) }))),
  Dimensions: z.optional(z.array(z.object({ Name: z.string(), Value: z.unknown() }))),
});

type Alarm = { readonly isCanary: boolean; readonly metrics: number; readonly channel: string | undefined };

/** What stands in a channel's place where a metric is about no single one. */
const noChannels: readonly unknown[] = [undefined, 'all', 'unknown'];

const toAlarm = ({ logicalId, properties }: Resource): Alarm => {
  const { Metrics, Dimensions = [] } = z.parse(alarmSchema, properties);
  const channel = Dimensions.find(({ Name }) => Name === 'channel')?.Value;
  return {
    isCanary: logicalId.includes('Canary'),
    // One that reckons with several metrics is paid for each.
    metrics: Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1,
    channel: noChannels.includes(channel) ? undefined : String(channel),
  };
};

const metricsOf = (alarms: readonly Alarm[]): number => alarms.reduce((sum, { metrics }) => sum + metrics, 0);

const countAlarms = (list: List) => {
  const all = list('AWS::CloudWatch::Alarm').map(toAlarm);
  const alarms = all.filter(({ isCanary }) => !isCanary);
  const byChannel = Map.groupBy(alarms, ({ channel }) => channel);
  return {
    alarms: metricsOf(alarms),
    alarmsOfChannel: Object.fromEntries(
      [...byChannel].flatMap(([channel, some]) =>
        channel === undefined ? [] : [[channel, metricsOf(some)]],
      ),
    ),
    canaryAlarms: metricsOf(all.filter(({ isCanary }) => isCanary)),
  };
};

/** A text with references in it. */
const joinedSchema = z.object({
  DashboardBody: z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
});
const bodySchema = z.object({
  widgets: z.array(z.object({ properties: z.object({ metrics: z.optional(z.array(z.unknown())) }) })),
});

const metricsOn = ({ properties }: Resource): number => {
  const [separator, parts] = z.parse(joinedSchema, properties).DashboardBody['Fn::Join'];
  const body = parts.map((part) => (typeof part === 'string' ? part : 'a reference')).join(separator);
  const { widgets } = z.parse(bodySchema, JSON.parse(body));
  return widgets.flatMap((widget) => widget.properties.metrics ?? []).length;
};

const stageSchema = z.object({
  RouteSettings: z.record(z.string(), z.object({ DetailedMetricsEnabled: z.optional(z.boolean()) })),
});
const filterSchema = z.object({ MetricTransformations: z.array(z.unknown()) });

/** Counts in a parsed template. */
export const countTemplate = (template: unknown): TemplateCounts => {
  const resources = Object.entries(z.parse(templateSchema, template).Resources);
  const list: List = (type) =>
    resources.flatMap(([logicalId, { Type, Properties: properties }]) =>
      Type === type ? [{ logicalId, properties }] : [],
    );
  const sum = (type: string, count: (resource: Resource) => number): number =>
    list(type).reduce((so, resource) => so + count(resource), 0);
  return {
    ...countAlarms(list),
    compositeAlarms: list('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: list('AWS::CloudWatch::Dashboard').length,
    dashboardMetrics: sum('AWS::CloudWatch::Dashboard', metricsOn),
    secrets: list('AWS::SecretsManager::Secret').length,
    logMetrics: sum(
      'AWS::Logs::MetricFilter',
      ({ properties }) => z.parse(filterSchema, properties).MetricTransformations.length,
    ),
    measuredRoutes: sum(
      'AWS::ApiGatewayV2::Stage',
      ({ properties }) =>
        Object.values(z.parse(stageSchema, properties).RouteSettings).filter(
          ({ DetailedMetricsEnabled }) => DetailedMetricsEnabled === true,
        ).length,
    ),
    polledQueues: list('AWS::Lambda::EventSourceMapping').length,
  };
};
