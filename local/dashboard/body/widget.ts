import * as z from 'zod/mini';

/** Where a widget stands, in columns (there are 24) and rows. */
const place = { x: z.int(), y: z.int(), width: z._default(z.int(), 6), height: z._default(z.int(), 6) };

const title = z._default(z.string(), '');

const textWidget = z.object({
  ...place,
  type: z.literal('text'),
  properties: z.object({ markdown: z.string() }),
});

const axisSchema = z.object({ min: z.optional(z.number()), max: z.optional(z.number()) });
const axisName = z.enum(['left', 'right']);

const annotationSchema = z.object({
  value: z.number(),
  label: z._default(z.string(), ''),
  yAxis: z._default(axisName, 'left'),
});

const metricWidget = z.object({
  ...place,
  type: z.literal('metric'),
  properties: z.object({
    title,
    view: z._default(z.enum(['timeSeries', 'singleValue']), 'timeSeries'),
    stacked: z._default(z.boolean(), false),
    metrics: z.array(z.array(z.unknown())),
    stat: z._default(z.string(), 'Average'),
    annotations: z._default(z.object({ horizontal: z._default(z.array(annotationSchema), []) }), {
      horizontal: [],
    }),
    yAxis: z._default(z.object({ left: z.optional(axisSchema), right: z.optional(axisSchema) }), {}),
    singleValueFullPrecision: z._default(z.boolean(), false),
    setPeriodToTimeRange: z._default(z.boolean(), false),
    /** How long before now it begins, where that is not as the dashboard says: `-P30D`. */
    start: z.optional(z.string()),
  }),
});

const alarmWidget = z.object({
  ...place,
  type: z.literal('alarm'),
  properties: z.object({ title, alarms: z.array(z.string()) }),
});

const logWidget = z.object({
  ...place,
  type: z.literal('log'),
  properties: z.object({ title, query: z.string() }),
});

const customWidget = z.object({
  ...place,
  type: z.literal('custom'),
  properties: z.object({
    title,
    endpoint: z.string(),
    params: z._default(z.record(z.string(), z.unknown()), {}),
  }),
});

/**
 * A dashboard's body, as far as the page draws it, by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html.
 */
export const bodySchema = z.object({
  widgets: z.array(
    z.discriminatedUnion('type', [textWidget, metricWidget, alarmWidget, logWidget, customWidget], {
      error: 'is no widget that is drawn locally: add it to local/dashboard/body/widget.ts',
    }),
  ),
});

export type Widget = z.output<typeof bodySchema>['widgets'][number];
export type WidgetOf<Type extends Widget['type']> = Extract<Widget, { type: Type }>;
export type AxisName = z.output<typeof axisName>;
