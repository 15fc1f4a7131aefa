import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { templateWith } from '../relay-in.ts';
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

  test('throttles webhooks and health check by figures of their own, and no route that may go one day', () => {
    expect(stage?.Properties.RouteSettings).toEqual({
      'POST /webhooks/{channel}': {
        ThrottlingRateLimit: 2000,
        ThrottlingBurstLimit: 2000,
        DetailedMetricsEnabled: true,
      },
      'GET /healthz': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
  });

  test('throttles every other route by the figures for backends, and has no metrics of its own there, as they cost', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: {
        ThrottlingRateLimit: 200,
        ThrottlingBurstLimit: 400,
        DetailedMetricsEnabled: Match.absent(),
      },
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

describe('RelayHttpApi with tokens', () => {
  const template = templateWith({ jwt: { issuer: 'https://id.example.com', audience: ['shop', 'crm'] } });

  test('asks for one of the issuer’s in place of IAM, and for nothing where nothing was asked', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
      (resource) => routeSchema.parse(resource).Properties,
    );

    for (const { RouteKey, AuthorizationType } of routes)
      expect([RouteKey, AuthorizationType]).toEqual([RouteKey, RouteKey.includes(' /v1/') ? 'JWT' : 'NONE']);
  });

  test('takes those for its audience', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://id.example.com', Audience: ['shop', 'crm'] },
    });
  });
});

describe('RelayHttpApi with a domain', () => {
  const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
  const template = templateWith({ domain: { name: 'relay.example.com', certificateArn } });

  test('is called by its name, with TLS 1.2', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'relay.example.com',
      DomainNameConfigurations: [
        { CertificateArn: certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
    });
    template.hasResource('AWS::ApiGatewayV2::ApiMapping', {
      Properties: { ApiId: { Ref: Match.stringLikeRegexp('^RelayHttpApi') }, Stage: '$default' },
      DependsOn: [Match.stringLikeRegexp('^RelayHttpStage')],
    });
  });

  test('is probed there, too', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          POWERTOOLS_SERVICE_NAME: 'watch',
          API_URL: 'https://relay.example.com',
        }),
      },
    });
  });
});
