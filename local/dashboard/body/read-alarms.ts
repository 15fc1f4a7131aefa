import * as z from 'zod/mini';
import type { Metric } from '#local/metrics/metric.ts';
import type { ListResources } from '#local/template/resources.ts';

/** When an alarm over one metric rings. */
export type MetricAlarm = {
  readonly name: string;
  readonly arn: string;
  readonly metric: Metric;
  readonly stat: string;
  readonly periodMs: number;
  readonly threshold: number;
  readonly comparison: string;
  /** Rings when so many of the last `periods` are beyond the threshold. */
  readonly atLeast: number;
  readonly periods: number;
  readonly missing: string;
};

/** An alarm over other alarms, by its rule. */
export type CompositeAlarm = { readonly name: string; readonly arn: string; readonly rule: string };

export type Alarm = MetricAlarm | CompositeAlarm;

const metricAlarmSchema = z.object({
  Namespace: z._default(z.string(), ''),
  MetricName: z._default(z.string(), ''),
  Dimensions: z._default(z.array(z.object({ Name: z.string(), Value: z.string() })), []),
  Statistic: z.optional(z.string()),
  ExtendedStatistic: z._default(z.string(), ''),
  Period: z._default(z.number(), 60),
  Threshold: z._default(z.number(), Number.NaN),
  ComparisonOperator: z.string(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.optional(z.number()),
  TreatMissingData: z._default(z.string(), 'missing'),
});

const compositeSchema = z.object({ AlarmRule: z.string() });

/** The alarms of the template. */
export const readAlarms = (list: ListResources): Alarm[] => [
  ...list('AWS::CloudWatch::Alarm', metricAlarmSchema).map(
    ({ name, attributes, properties }): MetricAlarm => ({
      name,
      arn: attributes.Arn ?? '',
      metric: {
        namespace: properties.Namespace,
        name: properties.MetricName,
        dimensions: Object.fromEntries(properties.Dimensions.map(({ Name, Value }) => [Name, Value])),
      },
      stat: properties.Statistic ?? properties.ExtendedStatistic,
      periodMs: properties.Period * 1000,
      threshold: properties.Threshold,
      comparison: properties.ComparisonOperator,
      atLeast: properties.DatapointsToAlarm ?? properties.EvaluationPeriods,
      periods: properties.EvaluationPeriods,
      missing: properties.TreatMissingData,
    }),
  ),
  ...list('AWS::CloudWatch::CompositeAlarm', compositeSchema).map(
    ({ name, attributes, properties }): CompositeAlarm => ({
      name,
      arn: attributes.Arn ?? '',
      rule: properties.AlarmRule,
    }),
  ),
];
