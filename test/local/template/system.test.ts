import { expect, test } from 'vitest';
import { readSystem } from '#local/template/system.ts';

const code = { S3Bucket: 'assets', S3Key: 'bundle.zip' };

const resources = {
  Role: { Type: 'AWS::IAM::Role', Properties: { Anything: { 'Fn::Unknown': 1 } } },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Queue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      FifoQueue: true,
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 },
      KmsMasterKeyId: { 'Fn::Unknown': 1 },
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      TimeToLiveSpecification: { AttributeName: 'expireAt', Enabled: true },
    },
  },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: code,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 4,
      MemorySize: 512,
      ReservedConcurrentExecutions: 7,
      Environment: { Variables: { QUEUE: { Ref: 'Queue' }, DAYS: 30 } },
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    },
  },
  Source: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      FunctionName: { Ref: 'Function' },
      BatchSize: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 3 },
    },
  },
  Schedule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(2 minutes)',
      State: 'ENABLED',
      Targets: [{ Arn: { 'Fn::GetAtt': ['Function', 'Arn'] }, Id: 'Target0', RetryPolicy: {} }],
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api' },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
      PayloadFormatVersion: '2.0',
    },
  },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      ApiId: { Ref: 'Api' },
      StageName: '$default',
      RouteSettings: {
        'POST /webhooks/{channel}': { ThrottlingRateLimit: 1, DetailedMetricsEnabled: true },
        'GET /healthz': { ThrottlingRateLimit: 1 },
      },
    },
  },
  Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
  Alias: {
    Type: 'AWS::Lambda::Alias',
    Properties: {
      FunctionName: { Ref: 'Function' },
      FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
      Name: 'live',
    },
  },
  // What is only looked at in the cloud, and may say there what it likes.
  Topic: { Type: 'AWS::SNS::Topic', Properties: { Subscription: { 'Fn::Unknown': 1 } } },
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: { 'Fn::Unknown': 1 } } },
  Composite: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: { 'Fn::Unknown': 1 } } },
  Dashboard: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: { 'Fn::Unknown': 1 } } },
  Query: { Type: 'AWS::Logs::QueryDefinition', Properties: { QueryString: { 'Fn::Unknown': 1 } } },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      RouteKey: 'POST /webhooks/{channel}',
      AuthorizationType: 'AWS_IAM',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    },
  },
};

const systemOf = (
  Resources: Readonly<Record<string, unknown>>,
  adapt?: (environment: Readonly<Record<string, string>>) => Record<string, string>,
) =>
  readSystem(
    {
      stackName: 'stack',
      template: { Resources },
      assetFolders: new Map([['bundle.zip', '/assembly/asset.bundle']]),
    },
    { sqs: 'http://127.0.0.1:9324', api: 'http://127.0.0.1:3000' },
    adapt,
  );

const withProperties = (id: keyof typeof resources, properties: Readonly<Record<string, unknown>>) => {
  const resource: { Type: string; Properties?: object } = resources[id];
  return { ...resources, [id]: { ...resource, Properties: { ...resource.Properties, ...properties } } };
};

test('a function is what the template deploys', () => {
  expect(systemOf(resources).functions).toEqual([
    {
      name: 'stack-Function',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:stack-Function',
      codeFolder: '/assembly/asset.bundle',
      handler: 'index.handler',
      timeoutSeconds: 4,
      memoryMb: 512,
      reservedConcurrency: 7,
      environment: { QUEUE: 'http://127.0.0.1:9324/000000000000/stack-Queue.fifo', DAYS: '30' },
    },
  ]);
});

test('a function gets what is made of the variables that the template gives it, wherever it is used', () => {
  const { functions, routes, eventSources } = systemOf(resources, ({ DAYS = '', ...others }) => ({
    ...others,
    DAYS: `${DAYS}0`,
    LOCAL: 'yes',
  }));

  const environment = expect.objectContaining({ QUEUE: expect.any(String), DAYS: '300', LOCAL: 'yes' });
  for (const [{ environment: given } = {}] of [
    functions,
    routes.map(({ target }) => target),
    eventSources.map(({ target }) => target),
  ])
    expect(given).toEqual(environment);
});

test('a queue knows its dead letters, and what the runner does not need is not evaluated', () => {
  const queue = systemOf(resources).queues.find(({ name }) => name === 'stack-Queue.fifo');

  expect(queue?.properties).toEqual({
    FifoQueue: true,
    VisibilityTimeout: 60,
    RedrivePolicy: {
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:stack-Dead.fifo',
      maxReceiveCount: 5,
    },
  });
});

test('tables and buckets have their names and shapes', () => {
  const { tables, buckets } = systemOf(resources);

  expect(buckets).toEqual(['stack-bucket']);
  expect(tables).toMatchObject([
    { name: 'stack-Table', properties: { TimeToLiveSpecification: { AttributeName: 'expireAt' } } },
  ]);
});

test('an event source leads from its queue to its function', () => {
  expect(systemOf(resources).eventSources).toMatchObject([
    {
      queue: { name: 'stack-Queue.fifo' },
      target: { name: 'stack-Function' },
      batchSize: 5,
      maximumConcurrency: 3,
      reportsItemFailures: true,
    },
  ]);
});

test('a disabled event source is left out', () => {
  expect(systemOf(withProperties('Source', { Enabled: false })).eventSources).toEqual([]);
});

test('a schedule runs its function at its rate', () => {
  expect(systemOf(resources).schedules).toEqual([
    {
      name: 'stack-Schedule',
      intervalMs: 120_000,
      target: expect.objectContaining({ name: 'stack-Function' }),
    },
  ]);
});

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 hours)', 18_000_000],
  ['rate(1 day)', 86_400_000],
])('the rate %s is %i ms', (ScheduleExpression, intervalMs) => {
  expect(systemOf(withProperties('Schedule', { ScheduleExpression })).schedules).toMatchObject([
    { intervalMs },
  ]);
});

test('a disabled schedule is left out, and so is one that runs nothing', () => {
  expect(systemOf(withProperties('Schedule', { State: 'DISABLED' })).schedules).toEqual([]);
  expect(systemOf(withProperties('Schedule', { Targets: [] })).schedules).toEqual([]);
});

test('a route leads to the function of its integration, with 30 s where the template says nothing', () => {
  expect(systemOf(resources).routes).toMatchObject([
    { routeKey: 'POST /webhooks/{channel}', target: { name: 'stack-Function' }, timeoutMs: 30_000 },
  ]);
});

test.each([
  ['an alias', { Ref: 'Alias' }, 'live'],
  ['a version', { Ref: 'Version' }, '1'],
  ['a version by its ARN', { 'Fn::GetAtt': ['Version', 'FunctionArn'] }, '1'],
])('a route that leads to %s leads to its function, which knows how it was called', (_, uri, qualifier) => {
  const { routes, functions } = systemOf(withProperties('Integration', { IntegrationUri: uri }));

  expect(routes.map(({ target }) => target)).toEqual(
    functions.map((target) => ({ ...target, arn: `${target.arn}:${qualifier}` })),
  );
});

test('an alias may name its function by the ARN', () => {
  const byArn = withProperties('Alias', { FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] } });
  const { Integration } = withProperties('Integration', { IntegrationUri: { Ref: 'Alias' } });

  expect(systemOf({ ...byArn, Integration }).routes).toMatchObject([{ target: { name: 'stack-Function' } }]);
});

test.each([
  ['an alias', { Ref: 'Alias' }],
  ['a version', { Ref: 'Version' }],
])('an event source and a schedule of %s run its function', (_, called) => {
  const eventSources = systemOf(withProperties('Source', { FunctionName: called })).eventSources;
  const schedules = systemOf(withProperties('Schedule', { Targets: [{ Arn: called }] })).schedules;

  for (const [{ target } = {}] of [eventSources, schedules]) expect(target?.name).toBe('stack-Function');
});

test('the HTTP API is called as CloudWatch calls it', () => {
  const { httpApi } = systemOf(resources);

  expect(httpApi).toMatchObject({ id: 'stack-Api', stage: '$default' });
  expect(
    ['POST /webhooks/{channel}', 'GET /healthz', 'GET /other'].map((key) => httpApi?.hasDetailedMetrics(key)),
  ).toEqual([true, false, false]);
});

test('routes have metrics of their own where the stage says so for all that say nothing', () => {
  const { httpApi } = systemOf(
    withProperties('Stage', {
      DefaultRouteSettings: { DetailedMetricsEnabled: true },
      RouteSettings: { 'GET /healthz': { DetailedMetricsEnabled: false } },
    }),
  );

  expect(['GET /healthz', 'GET /other'].map((key) => httpApi?.hasDetailedMetrics(key))).toEqual([
    false,
    true,
  ]);
});

test.each([
  ['Topic', 'TopicName', 'stack-Topic'],
  ['Topic', 'TopicArn', 'arn:aws:sns:us-east-1:000000000000:stack-Topic'],
  ['Alarm', 'Arn', 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:stack-Alarm'],
  ['Composite', 'Arn', 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:stack-Composite'],
  ['Alias', 'AliasArn', 'arn:aws:lambda:us-east-1:000000000000:function:stack-Function:live'],
])('a function may be told of %s its %s', (id, attribute, expected) => {
  const Variables = { TOLD: { 'Fn::GetAtt': [id, attribute] } };

  const [target] = systemOf(withProperties('Function', { Environment: { Variables } })).functions;

  expect(target?.environment).toEqual({ TOLD: expected });
});

test.each([
  ['another runtime', withProperties('Function', { Runtime: 'python3.13' }), 'only Node.js functions run'],
  ['code that is no asset', withProperties('Function', { Code: { S3Key: 'other.zip' } }), 'synthesise again'],
  ['a stream as event source', withProperties('Source', { EventSourceArn: 'arn:x' }), 'not an SQS queue'],
  ['an unknown function', withProperties('Source', { FunctionName: 'other' }), 'No function of the template'],
  ['a filter', withProperties('Source', { FilterCriteria: {} }), 'is not carried out locally'],
  [
    'a cron',
    withProperties('Schedule', { ScheduleExpression: 'cron(0 9 * * ? *)' }),
    'only rates run locally',
  ],
  ['a rule for events', withProperties('Schedule', { EventPattern: {} }), 'events do not run a function'],
  [
    'an event of its own for a scheduled run',
    withProperties('Schedule', { Targets: [{ Arn: 'x', Input: '{}' }] }),
    'has the same event locally',
  ],
  ['payload format 1.0', withProperties('Integration', { PayloadFormatVersion: '1.0' }), 'Integration'],
  ['a greedy route', withProperties('Route', { RouteKey: 'GET /{proxy+}' }), 'RouteKey'],
  ['the default route', withProperties('Route', { RouteKey: '$default' }), 'RouteKey'],
  [
    'a route to nowhere',
    withProperties('Route', { Target: 'integrations/other' }),
    'leads to no integration',
  ],
])('%s is refused', (_, changed, message) => {
  expect(() => systemOf(changed)).toThrow(message);
});
