import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { permissions } from '../permissions.ts';
import { templateWith } from '../relay-in.ts';

const starting = (text: string) => Match.stringLikeRegexp(`^${text}`);

describe('an ingest that is handed over', () => {
  const template = templateWith({ canary: true });

  test('is called by its alias, which leads to one version', () => {
    template.hasResourceProperties('AWS::Lambda::Alias', {
      Name: 'live',
      FunctionName: { Ref: starting('RelayIngestFunction') },
      FunctionVersion: { 'Fn::GetAtt': [starting('RelayIngestFunctionCurrentVersion'), 'Version'] },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { Ref: starting('RelayIngestFunctionAliaslive') },
    });
  });

  test('may be called by the API there, before the API turns to it', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: { Ref: starting('RelayIngestFunctionAliaslive') },
      Principal: 'apigateway.amazonaws.com',
    });
    template.hasResource('AWS::ApiGatewayV2::Integration', {
      Properties: { IntegrationUri: { Ref: starting('RelayIngestFunctionAliaslive') } },
      DependsOn: [starting('RelayHttpApiPOSTwebhookschannelIngestPermission')],
    });
  });

  test('gets a tenth of the deliveries for five minutes, and goes back when an alarm rings', () => {
    template.hasResource('AWS::Lambda::Alias', {
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: Match.anyValue() },
    });
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      AlarmConfiguration: {
        Enabled: true,
        Alarms: [
          { Name: { Ref: starting('RelayIngestFunctionCanaryErrors') } },
          { Name: { Ref: starting('RelayIngestFunctionCanaryServerErrors') } },
        ],
      },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    });
  });

  const often = { Period: 60, EvaluationPeriods: 1, Threshold: 1, Statistic: 'Sum' };

  test('is watched minute by minute, for one invocation that broke off', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...often,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [
        { Name: 'FunctionName', Value: { Ref: starting('RelayIngestFunction') } },
        {
          Name: 'Resource',
          Value: { 'Fn::Join': ['', [{ Ref: starting('RelayIngestFunction') }, ':live']] },
        },
      ],
    });
  });

  test('is watched minute by minute, for one delivery that was answered 5xx for whatever reason', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...often,
      Namespace: 'AWS/ApiGateway',
      MetricName: '5xx',
      Dimensions: [
        { Name: 'ApiId', Value: { Ref: starting('RelayHttpApi') } },
        { Name: 'Method', Value: 'POST' },
        { Name: 'Resource', Value: '/webhooks/{channel}' },
        { Name: 'Stage', Value: '$default' },
      ],
    });
  });

  test('says in each of these alarms what it does and where to read on', () => {
    const alarms = template.findResources('AWS::CloudWatch::Alarm');
    const descriptions = Object.entries(alarms).flatMap(([logicalId, { Properties }]) =>
      logicalId.includes('Canary') ? [Properties.AlarmDescription] : [],
    );

    expect(descriptions).toHaveLength(2);
    for (const description of descriptions)
      expect(description).toMatch(/^A delivery .* What to do: docs\/runbooks\/webhook-errors\.md$/);
  });

  test('lets CodeDeploy move the one alias and look at alarms', () => {
    expect(permissions(template, 'RelayIngestFunctionCanaryRole')).toEqual([
      'cloudwatch:DescribeAlarms on *',
      'lambda:GetAlias on <RelayIngestFunction.Arn>',
      'lambda:GetAlias on <RelayIngestFunction.Arn>:*',
      'lambda:GetProvisionedConcurrencyConfig on <RelayIngestFunction.Arn>',
      'lambda:GetProvisionedConcurrencyConfig on <RelayIngestFunction.Arn>:*',
      'lambda:UpdateAlias on <RelayIngestFunction.Arn>',
      'lambda:UpdateAlias on <RelayIngestFunction.Arn>:*',
    ]);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('goes out at once, whatever rings, where that is asked for', () => {
    templateWith({ canary: 'skip' }).hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      AlarmConfiguration: { Enabled: false },
    });
  });
});

test('an ingest without a canary is called itself', () => {
  const template = templateWith({ canary: false });

  for (const type of ['AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::CodeDeploy::DeploymentGroup'])
    template.resourceCountIs(type, 0);
  template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
    IntegrationUri: { 'Fn::GetAtt': [starting('RelayIngestFunction'), 'Arn'] },
  });
});
