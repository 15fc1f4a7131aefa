import * as z from 'zod/mini';
import type { Dashboard } from '#local/dashboard/body/read-dashboard.ts';
import type { WidgetOf } from '#local/dashboard/body/widget.ts';
import type { Range } from '#local/dashboard/figures/range.ts';
import { accountId } from '#local/emulators/client-settings.ts';

/** What the page's script asks: that a custom widget's function be called. */
export const widgetCallSchema = z.object({
  /** The widget's place in the dashboard's body. */
  number: z.int(),
  /** What the function is called with; the widget's own parameters where it is absent. */
  params: z.optional(z.record(z.string(), z.unknown())),
  /** ARN of the function, where an action names one. */
  endpoint: z.optional(z.string()),
  /** What stands in the widget's forms. */
  forms: z.record(z.string(), z.string()),
  theme: z.enum(['light', 'dark']),
  width: z.number(),
  height: z.number(),
});

export type WidgetCall = z.output<typeof widgetCallSchema>;

type Surroundings = { readonly dashboard: Dashboard; readonly range: Range };

const timeRangeOf = ({ from, to }: Range) => ({
  mode: 'relative',
  start: from,
  end: to,
  relativeStart: to - from,
});

/**
 * The event that CloudWatch calls a widget's function with, by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_about.html.
 */
export const widgetEvent = (
  { number, params, forms, theme, width, height }: WidgetCall,
  { properties }: WidgetOf<'custom'>,
  { dashboard, range }: Surroundings,
): object => ({
  ...(params ?? properties.params),
  widgetContext: {
    dashboardName: dashboard.name,
    widgetId: `widget-${number + 1}`,
    accountId,
    locale: 'en',
    timezone: { label: 'UTC', offsetISO: '+00:00', offsetInMinutes: 0 },
    period: 60,
    isAutoPeriod: true,
    timeRange: timeRangeOf(range),
    theme,
    linkCharts: true,
    title: properties.title,
    forms: { all: forms },
    params: properties.params,
    width,
    height,
  },
});
