import * as z from 'zod/mini';
import type { ListResources } from '#local/template/resources.ts';
import { bodySchema, type Widget } from './widget.ts';

/** A dashboard of the template, its references resolved. */
export type Dashboard = { readonly name: string; readonly widgets: readonly Widget[] };

const dashboardSchema = z.object({ DashboardBody: z.string() });

/** @throws Error unless the template has exactly one dashboard, of widgets that are drawn locally. */
export const readDashboard = (list: ListResources): Dashboard => {
  const [found, ...others] = list('AWS::CloudWatch::Dashboard', dashboardSchema);
  if (!found || others.length > 0)
    throw new Error('The template must have exactly one dashboard to be shown.');
  const { widgets } = bodySchema.parse(JSON.parse(found.properties.DashboardBody));
  return { name: found.name, widgets };
};
