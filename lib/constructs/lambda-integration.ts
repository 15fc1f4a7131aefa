import {
  HttpIntegrationType,
  HttpRouteIntegration,
  type HttpRouteIntegrationBindOptions,
  type HttpRouteIntegrationConfig,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission, type FunctionBase } from 'aws-cdk-lib/aws-lambda';

/** What the HTTP API can call: a function, or an alias of one. */
export type Callable = Pick<FunctionBase, 'functionArn'>;

/**
 * Leads routes to a function. Unlike the CDK's own it takes an alias too (whose types do not go together with
 * `exactOptionalPropertyTypes`), and does not turn to another function before it may call that.
 */
export class LambdaIntegration extends HttpRouteIntegration {
  private readonly target: Callable;
  private readonly name: string;

  constructor(id: string, target: Callable) {
    super(id);
    this.target = target;
    this.name = id;
  }

  override bind(): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      uri: this.target.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    };
  }

  protected override completeBind({ route, scope }: HttpRouteIntegrationBindOptions): void {
    // It stands below the first of its routes. One permission is for the whole API: one per route would soon fill the
    // function's policy of 20 KB.
    const integration = scope.node.tryFindChild(this.name);
    if (integration === undefined) return;
    const permission = new CfnPermission(integration, 'Permission', {
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      functionName: this.target.functionArn,
      sourceArn: route.httpApi.arnForExecuteApi(),
    });
    integration.node.defaultChild?.node.addDependency(permission);
  }
}
