import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { templateOf } from '../template-of.ts';

describe('RelayFunction', () => {
  const dev = templateOf('dev');
  const prod = templateOf('prod');

  test('runs on Node.js 24 and arm64, and logs JSON to a log group of its own', () => {
    dev.resourceCountIs('AWS::Lambda::Function', 4);
    for (const id of ['Ingest', 'Persist', 'Api', 'Watch']) {
      dev.hasResourceProperties('AWS::Lambda::Function', {
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: 512,
        Handler: 'index.handler',
        LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: Match.stringLikeRegexp(`^${id}Logs`) } },
      });
    }
  });

  test.each([
    ['ingest', 4],
    ['persist', 10],
    ['api', 29],
    ['watch', 50],
  ])('gives %s %i seconds', (service, seconds) => {
    dev.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: seconds,
      Environment: { Variables: Match.objectLike({ POWERTOOLS_SERVICE_NAME: service }) },
    });
  });

  test('lets metric lines through at every log level', () => {
    prod.allResourcesProperties('AWS::Lambda::Function', {
      LoggingConfig: Match.objectLike({ SystemLogLevel: 'WARN', ApplicationLogLevel: Match.absent() }),
      Environment: { Variables: Match.objectLike({ POWERTOOLS_LOG_LEVEL: 'WARN' }) },
    });
  });

  test('keeps its logs as long as the stage keeps its events', () => {
    dev.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    prod.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  test('runs watch every minute, one at a time, and never a missed or failed run later', () => {
    const watch = { Ref: Match.stringLikeRegexp('^WatchFunction') };

    dev.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 50,
      Environment: { Variables: Match.objectLike({ POWERTOOLS_SERVICE_NAME: 'watch' }) },
    });
    dev.resourceCountIs('AWS::Events::Rule', 1);
    dev.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WatchFunction'), 'Arn'] },
          RetryPolicy: { MaximumRetryAttempts: 0 },
        },
      ],
    });
    dev.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: watch,
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  test('reserves no concurrency, which an account with a small quota refuses', () => {
    prod.allResourcesProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() });
  });

  test('takes batches of ten from its queue and answers which records failed', () => {
    const sources = Object.values(prod.findResources('AWS::Lambda::EventSourceMapping'));

    expect(sources).toHaveLength(1);
    prod.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EventsQueue'), 'Arn'] },
      FunctionName: { Ref: Match.stringLikeRegexp('^PersistFunction') },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 50 },
    });
  });
});
