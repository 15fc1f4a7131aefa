import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { templateOf } from '../template-of.ts';

const routeSchema = z.object({
  Properties: z.object({ RouteKey: z.string(), AuthorizationType: z.string(), Target: z.unknown() }),
});
const stageSchema = z.object({
  DependsOn: z.array(z.string()),
  Properties: z.object({
    RouteSettings: z.record(z.string(), z.unknown()),
    AccessLogSettings: z.object({ Format: z.string() }),
  }),
});

describe('RelayHttpApi', () => {
  const template = templateOf('dev');
  const routes = Object.entries(template.findResources('AWS::ApiGatewayV2::Route')).map(
    ([logicalId, resource]) => ({ logicalId, ...routeSchema.parse(resource).Properties }),
  );
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage')).map((resource) =>
    stageSchema.parse(resource),
  );

  test('opens the webhooks and the health check, and asks IAM for everything else', () => {
    const authorization = routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]);

    expect(Object.fromEntries(authorization)).toEqual({
      'POST /webhooks/{channel}': 'NONE',
      'GET /healthz': 'NONE',
      'GET /v1/conversations': 'AWS_IAM',
      'GET /v1/conversations/{id}': 'AWS_IAM',
      'GET /v1/conversations/{id}/messages': 'AWS_IAM',
      'GET /v1/conversations/{id}/changes': 'AWS_IAM',
      'POST /v1/conversations/{id}/messages': 'AWS_IAM',
      'POST /v1/conversations/{id}/files': 'AWS_IAM',
      'POST /v1/conversations/{id}/feedback': 'AWS_IAM',
      'POST /v1/conversations/{id}/ask': 'AWS_IAM',
      'POST /v1/conversations/{id}/handoff': 'AWS_IAM',
      'GET /v1/users/{user}/conversations': 'AWS_IAM',
      'PUT /v1/users/{user}': 'AWS_IAM',
      'GET /v1/outbox': 'AWS_IAM',
      'GET /v1/outbox/{outboxId}': 'AWS_IAM',
      'POST /v1/outbox/{outboxId}/uploaded': 'AWS_IAM',
      'POST /v1/outbox/{outboxId}/retry': 'AWS_IAM',
      'POST /v1/channels/{channel}/enable': 'AWS_IAM',
      'GET /v1/quarantine': 'AWS_IAM',
      'GET /v1/quarantine/{id}': 'AWS_IAM',
      'POST /v1/quarantine/{id}/replay': 'AWS_IAM',
    });
  });

  test('sends webhooks to ingest and everything else to api, in payload format 2.0', () => {
    const targets = routes.map(({ RouteKey, Target }) => [RouteKey, JSON.stringify(Target)]);
    const { 'POST /webhooks/{channel}': webhooks, ...others } = Object.fromEntries(targets);

    expect(new Set(Object.values(others)).size).toBe(1);
    expect(Object.values(others)).not.toContain(webhooks);
    for (const id of ['Ingest', 'Api']) {
      template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
        IntegrationUri: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}Function`), 'Arn'] },
        PayloadFormatVersion: '2.0',
      });
    }
  });

  test('throttles every route, webhooks and health check by figures of their own', () => {
    const settings = stage?.Properties.RouteSettings ?? {};

    expect(Object.keys(settings).toSorted()).toEqual(routes.map(({ RouteKey }) => RouteKey).toSorted());
    expect(settings).toMatchObject({
      'POST /webhooks/{channel}': { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 2000 },
      'GET /healthz': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      'GET /v1/conversations': { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
  });

  test('is deployed after its routes, as it refuses settings of a route that is not there yet', () => {
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routes.map(({ logicalId }) => logicalId)));
  });

  test('logs each request as one line of JSON without path, address or caller', () => {
    const format = JSON.parse(stage?.Properties.AccessLogSettings.Format ?? '');

    expect(Object.values(format)).toContain('$context.requestId');
    expect(Object.values(format).join(' ')).not.toMatch(/path|identity|Ip|authorizer/);
  });
});
