import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { accept } from '#lib/accept.ts';
import { relayName } from '#lib/relay-name.ts';
import type { RelaySettings, Throttle } from '#lib/settings.ts';
import { createAccessLog } from './access-log.ts';
import { type ApiCaller, apiRoutes, webhookRoute } from './api-routes.ts';
import { backendAuthorizer } from './backend-authorizer.ts';
import { type Callable, LambdaIntegration } from './lambda-integration.ts';
import { RelayDomain } from './relay-domain.ts';

export type RelayHttpApiProps = {
  /** `ingest` or its alias. */
  readonly ingest: Callable;
  readonly api: Callable;
  readonly settings: Pick<RelaySettings, 'throttle' | 'logRetentionDays' | 'domain' | 'jwt'>;
};

type Route = {
  readonly routeKey: string;
  readonly integration: LambdaIntegration;
  readonly caller: ApiCaller | 'platform';
};

/** The HTTP API: webhooks to `ingest`, everything else to `api`, each route with a throttle of its own. */
export class RelayHttpApi extends Construct {
  readonly api: HttpApi;
  /** Base URL, without a slash at its end. */
  readonly url: string;
  readonly domain: RelayDomain | undefined;

  constructor(scope: Construct, id: string, props: RelayHttpApiProps) {
    super(scope, id);
    const { settings } = props;
    const httpApi = new HttpApi(this, 'Api', { apiName: relayName(this), createDefaultStage: false });
    this.api = httpApi;
    const routes = listRoutes(props);
    const stage = new CfnStage(this, 'Stage', {
      apiId: httpApi.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: createAccessLog(this, settings),
      ...throttling(routes, settings.throttle),
    });
    // A stage with settings of a route that does not exist yet fails the deployment.
    stage.node.addDependency(...addRoutes(httpApi, routes, settings));
    this.domain = settings.domain && new RelayDomain(this, 'Domain', { domain: settings.domain, stage });
    this.url = this.domain?.url ?? httpApi.apiEndpoint;
  }
}

const listRoutes = ({ ingest, api }: RelayHttpApiProps): Route[] => {
  const toApi = new LambdaIntegration('Api', api);
  return [
    { routeKey: webhookRoute, integration: new LambdaIntegration('Ingest', ingest), caller: 'platform' },
    ...Object.entries(apiRoutes).map(
      ([routeKey, caller]): Route => ({ routeKey, integration: toApi, caller }),
    ),
  ];
};

const addRoutes = (
  httpApi: HttpApi,
  routes: readonly Route[],
  settings: RelayHttpApiProps['settings'],
): HttpRoute[] => {
  const backend = backendAuthorizer(settings.jwt);
  const anyone = new HttpNoneAuthorizer();
  return routes.flatMap(({ routeKey, integration, caller }) => {
    const authorizer = caller === 'backend' ? backend : anyone;
    const added = httpApi.addRoutes({ ...methodAndPath(routeKey), integration, authorizer });
    if (caller !== 'backend')
      for (const route of added) accept(route, { 'AwsSolutions-APIG4': openFor[caller] });
    return added;
  });
};

/** Why a route asks for no authorisation. */
const openFor = {
  platform:
    'No authoriser sees the body that the signature is made of: ingest judges it, before anything else.',
  anyone: 'The health check tells the version and nothing else.',
} as const;

const methodAndPath = (routeKey: string): { path: string; methods: HttpMethod[] } => {
  const [verb, path = ''] = routeKey.split(' ');
  const method = Object.values(HttpMethod).find((known) => known === verb);
  if (!method) throw new Error(`The route ${routeKey} must start with an HTTP method and a space.`);
  return { path, methods: [method] };
};

/**
 * The default is for each route of the backend; only those that differ have settings of their own. A stage keeps these
 * when the template no longer has them, and once their route is gone it takes no change at all.
 */
const throttling = (routes: readonly Route[], { webhooks, api, health }: RelaySettings['throttle']) => ({
  defaultRouteSettings: { throttlingRateLimit: api.rate, throttlingBurstLimit: api.burst },
  // The L2 stage knows only one throttle for all routes.
  routeSettings: Object.fromEntries(
    routes.flatMap(({ routeKey, caller }) => {
      // CloudWatch asks its price for each route's metrics: alarms and the fuse's age need those of the webhooks only.
      if (caller === 'platform') return [[routeKey, { ...limitsOf(webhooks), DetailedMetricsEnabled: true }]];
      return caller === 'anyone' ? [[routeKey, limitsOf(health)]] : [];
    }),
  ),
});

const limitsOf = ({ rate, burst }: Throttle) => ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });
