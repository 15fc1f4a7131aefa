import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { render } from '../../render.ts';
import { readAlarms } from '../alarms/read-alarms.ts';

/** A metric that a stack looks at, references rendered: `{ FunctionName: '<IngestFunction>' }`. */
export type UsedMetric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** The alarm or the widget that looks at it. */
  readonly by: string;
};

const bodySchema = z.object({
  widgets: z.array(
    z.looseObject({
      type: z.string(),
      properties: z.looseObject({
        title: z.optional(z.string()),
        metrics: z.optional(z.array(z.array(z.unknown()))),
      }),
    }),
  ),
});

/** The body of the one dashboard, references rendered. */
export const dashboardOf = (template: Template) => {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  return bodySchema.parse(JSON.parse(render(dashboard?.Properties.DashboardBody)));
};

/** `[namespace, name, dimension, value, …, options]`; undefined for `[{ expression }]`. */
const metricIn = (row: readonly unknown[], by: string): UsedMetric[] => {
  const texts = row.filter((part) => typeof part === 'string');
  const [namespace, name, ...dimensions] = texts;
  if (namespace === undefined || name === undefined) return [];
  const pairs = dimensions.flatMap((text, index) =>
    index % 2 === 0 ? [[text, dimensions[index + 1] ?? '']] : [],
  );
  return [{ namespace, name, dimensions: Object.fromEntries(pairs), by }];
};

/** Every metric that the alarms and the dashboard of this stack look at. */
export const usedMetrics = (template: Template, stackName: string): UsedMetric[] => [
  ...readAlarms(template, stackName).map(({ Namespace, MetricName, dimensions, id }) => ({
    namespace: Namespace,
    name: MetricName,
    dimensions,
    by: id,
  })),
  ...dashboardOf(template).widgets.flatMap(({ properties: { title = '', metrics = [] } }) =>
    metrics.flatMap((row) => metricIn(row, title)),
  ),
];
