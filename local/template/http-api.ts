import * as z from 'zod/mini';
import type { ListResources } from './resources.ts';

/** The HTTP API as CloudWatch names it. */
export type HttpApi = {
  readonly id: string;
  readonly stage: string;
  /** Whether the route of this key has metrics of its own. */
  readonly hasDetailedMetrics: (routeKey: string) => boolean;
};

const settingsSchema = z.object({ DetailedMetricsEnabled: z.optional(z.boolean()) });

const stageSchema = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  DefaultRouteSettings: z._default(settingsSchema, {}),
  RouteSettings: z._default(z.record(z.string(), settingsSchema), {}),
});

/** Undefined where the template deploys none. */
export const findHttpApi = (list: ListResources): HttpApi | undefined => {
  const [stage] = list('AWS::ApiGatewayV2::Stage', stageSchema);
  if (!stage) return undefined;
  const { ApiId, StageName, RouteSettings, DefaultRouteSettings } = stage.properties;
  return {
    id: ApiId,
    stage: StageName,
    hasDetailedMetrics: (routeKey) =>
      (RouteSettings[routeKey] ?? DefaultRouteSettings).DetailedMetricsEnabled ?? false,
  };
};
