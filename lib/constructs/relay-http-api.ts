import { Stack } from 'aws-cdk-lib';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RelaySettings, Throttle } from '#lib/settings.ts';
import { createAccessLog } from './access-log.ts';
import { apiRoutes, webhookRoute } from './api-routes.ts';

export type RelayHttpApiProps = {
  readonly ingest: IFunction;
  readonly api: IFunction;
  readonly settings: Pick<RelaySettings, 'throttle' | 'logRetentionDays'>;
};

type Route = {
  readonly routeKey: string;
  readonly integration: HttpLambdaIntegration;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly throttle: Throttle;
};

/** The HTTP API: webhooks to `ingest`, everything else to `api`, each route with a throttle of its own. */
export class RelayHttpApi extends Construct {
  readonly api: HttpApi;
  /** Base URL, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: RelayHttpApiProps) {
    super(scope, id);
    const httpApi = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
    });
    this.api = httpApi;
    this.url = httpApi.apiEndpoint;

    const routes = listRoutes(props);
    // An L1, as the L2 stage knows only one throttle for all routes.
    const stage = new CfnStage(this, 'Stage', {
      apiId: httpApi.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: createAccessLog(this, props.settings),
      routeSettings: Object.fromEntries(
        routes.map(({ routeKey, throttle }) => [routeKey, settings(throttle)]),
      ),
    });
    // A stage with settings of a route that does not exist yet fails the deployment.
    stage.node.addDependency(...routes.flatMap((route) => addRoute(httpApi, route)));
  }
}

const listRoutes = ({ ingest, api, settings: { throttle } }: RelayHttpApiProps): Route[] => {
  const anyone = new HttpNoneAuthorizer();
  const toIngest = integrate('Ingest', ingest);
  const toApi = integrate('Api', api);
  const access = {
    anyone: { authorizer: anyone, throttle: throttle.health },
    iam: { authorizer: new HttpIamAuthorizer(), throttle: throttle.api },
  };
  return [
    { routeKey: webhookRoute, integration: toIngest, authorizer: anyone, throttle: throttle.webhooks },
    ...Object.entries(apiRoutes).map(([routeKey, caller]) => ({
      routeKey,
      integration: toApi,
      ...access[caller],
    })),
  ];
};

// One permission for the whole API: one per route would soon fill the function's policy of 20 KB.
const integrate = (id: string, target: IFunction): HttpLambdaIntegration =>
  new HttpLambdaIntegration(id, target, { scopePermissionToRoute: false });

const addRoute = (httpApi: HttpApi, { routeKey, integration, authorizer }: Route): HttpRoute[] => {
  const [verb, path = ''] = routeKey.split(' ');
  const method = Object.values(HttpMethod).find((known) => known === verb);
  if (!method) throw new Error(`The route ${routeKey} must start with an HTTP method and a space.`);
  return httpApi.addRoutes({ path, methods: [method], integration, authorizer });
};

const settings = ({ rate, burst }: Throttle) => ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });
