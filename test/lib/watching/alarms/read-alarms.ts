import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { render } from '../../render.ts';

const alarmSchema = z.object({
  Properties: z.object({
    AlarmName: z._default(z.string(), 'without a name of its own'),
    AlarmDescription: z.string(),
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z._default(z.array(z.object({ Name: z.string(), Value: z.unknown() })), []),
    Statistic: z.optional(z.string()),
    ExtendedStatistic: z.optional(z.string()),
    Period: z.number(),
    EvaluationPeriods: z.number(),
    DatapointsToAlarm: z.optional(z.number()),
    Threshold: z.number(),
    ComparisonOperator: z.string(),
    TreatMissingData: z.string(),
    Unit: z.optional(z.string()),
    AlarmActions: z._default(z.array(z.unknown()), []),
    OKActions: z._default(z.array(z.unknown()), []),
  }),
});

/** An alarm over a metric, as the template has it. */
export type ReadAlarm = z.infer<typeof alarmSchema>['Properties'] & {
  /** Its name without the stack's. */
  readonly id: string;
  /** The metric's dimensions, references rendered: `{ FunctionName: '<IngestFunction>' }`. */
  readonly dimensions: Readonly<Record<string, string>>;
};

/** The alarms over metrics of a stack of this name. */
export const readAlarms = (template: Template, stackName: string): ReadAlarm[] =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map((resource) => {
    const properties = alarmSchema.parse(resource).Properties;
    const { AlarmName, Dimensions } = properties;
    return {
      ...properties,
      id: AlarmName.replace(`${stackName}-`, ''),
      dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, render(Value)])),
    };
  });
