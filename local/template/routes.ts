import * as z from 'zod/mini';
import { functionCalled, type LambdaFunction } from './functions.ts';
import type { ListResources } from './resources.ts';

/** A route of the HTTP API and the function behind it. Who may call it is not asked on loopback. */
export type Route = {
  /** As API Gateway writes it: `POST /webhooks/{channel}`. */
  readonly routeKey: string;
  readonly target: LambdaFunction;
  /** How long the API waits for the function. */
  readonly timeoutMs: number;
};

const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z._default(z.number(), 30_000),
});

const routeSchema = z.object({
  // Greedy variables, ANY and $default have rules of precedence that the local front does not know.
  RouteKey: z
    .string()
    .check(z.regex(/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/|(\/([^/{}]+|\{[^/{}+]+\}))+)$/)),
  Target: z.string().check(z.startsWith('integrations/')),
});

export const listRoutes = (list: ListResources, functions: readonly LambdaFunction[]): Route[] => {
  const integrations = new Map(
    list('AWS::ApiGatewayV2::Integration', integrationSchema).map(({ ref, properties }) => [
      `integrations/${ref}`,
      properties,
    ]),
  );
  return list('AWS::ApiGatewayV2::Route', routeSchema).map(({ logicalId, properties }) => {
    const integration = integrations.get(properties.Target);
    if (!integration) throw new Error(`The route ${logicalId} leads to no integration of the template.`);
    return {
      routeKey: properties.RouteKey,
      target: functionCalled(functions, integration.IntegrationUri),
      timeoutMs: integration.TimeoutInMillis,
    };
  });
};
