import { Match } from 'aws-cdk-lib/assertions';
import { describe, test } from 'vitest';
import { templateOf } from '../template-of.ts';

describe('RelayFunction', () => {
  const dev = templateOf('dev');
  const prod = templateOf('prod');

  test('runs on Node.js 24 and arm64, and logs JSON to a log group of its own', () => {
    dev.resourceCountIs('AWS::Lambda::Function', 6);
    for (const id of ['Ingest', 'Persist', 'Send', 'Api', 'Watch', 'Widget']) {
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
    ['send', 60],
    ['api', 29],
    ['watch', 50],
    ['widget', 30],
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

  test('runs deployed time as it is', () => {
    prod.allResourcesProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ RELAY_TIME_SCALE: Match.absent() }) },
    });
  });

  test.each([
    { id: 'Persist', queue: 'Events', batchSize: 10, inDev: 10, inProd: 50 },
    { id: 'Send', queue: 'Outbox', batchSize: 1, inDev: 5, inProd: 20 },
  ])(
    '$id takes batches of $batchSize from $queue and answers which records failed',
    ({ id, queue, batchSize, inDev, inProd }) => {
      for (const [stage, concurrency] of [[dev, inDev] as const, [prod, inProd] as const]) {
        stage.resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
        stage.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
          BatchSize: batchSize,
          EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${queue}Queue`), 'Arn'] },
          FunctionName: { Ref: Match.stringLikeRegexp(`^${id}Function`) },
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: concurrency },
        });
      }
    },
  );
});
