import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLambdaHost, type LambdaHost } from '#local/lambda/lambda-host.ts';
import { createMetricStore, type MetricStore } from '#local/metrics/metric-store.ts';
import { statisticNamed } from '#local/metrics/statistic.ts';
import { allGone } from '#test/support/processes.ts';
import { testFunction } from './test-function.ts';

const endpoints = {
  dynamodb: 'http://127.0.0.1:1',
  sqs: 'http://127.0.0.1:2',
  s3: 'http://127.0.0.1:3',
  secretsManager: 'http://127.0.0.1:4',
  cloudWatch: 'http://127.0.0.1:5',
  others: 'http://127.0.0.1:6',
};

let metrics: MetricStore;
let host: LambdaHost;

beforeEach(() => {
  metrics = createMetricStore();
  host = createLambdaHost({ endpoints, logLevel: 'WARN', record: metrics.record });
});

afterEach(() => host[Symbol.asyncDispose]());

const parsed = async (result: ReturnType<LambdaHost['invoke']>): Promise<unknown> => {
  const settled = await result;
  return settled.outcome === 'returned' ? JSON.parse(settled.payload) : settled;
};

test('the handler gets the event, and its answer comes back', async () => {
  const echo = testFunction('exports.handler = async (event) => ({ got: event });');

  expect(await parsed(host.invoke(echo, '{"a":[1,"ä\\u0000"]}'))).toEqual({ got: { a: [1, 'ä\u0000'] } });
});

test('a handler that gives nothing answers null', async () => {
  const silent = testFunction('exports.handler = async () => {};');

  expect(await host.invoke(silent, '{}')).toEqual({ outcome: 'returned', payload: 'null' });
});

test('the context tells the invocation, the function and the time that is left', async () => {
  const code = `exports.handler = async (event, context) => ({
    ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID,
  });`;

  const first = await parsed(host.invoke(testFunction(code, { timeoutSeconds: 4 }), '{}'));

  expect(first).toMatchObject({
    functionName: 'echo',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
    memoryLimitInMB: '256',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    trace: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
  });
  expect(first).toHaveProperty(
    'left',
    expect.toSatisfy((left: number) => left > 0 && left <= 4000),
  );
});

test('the environment is what Lambda and the template set, and nothing of this machine', async () => {
  vi.stubEnv('AWS_PROFILE', 'mine');
  vi.stubEnv('AWS_SESSION_TOKEN', 'mine');
  vi.stubEnv('MY_SECRET', 'mine');
  const code = 'exports.handler = async () => process.env;';

  const environment = await parsed(
    host.invoke(testFunction(code, { environment: { TABLE_NAME: 't', POWERTOOLS_LOG_LEVEL: 'INFO' } }), '{}'),
  );

  expect(environment).toMatchObject({
    TABLE_NAME: 't',
    POWERTOOLS_LOG_LEVEL: 'WARN',
    AWS_LAMBDA_LOG_LEVEL: 'WARN',
    AWS_LAMBDA_FUNCTION_NAME: 'echo',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'echo',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
    AWS_ENDPOINT_URL_CLOUDWATCH: endpoints.cloudWatch,
    AWS_ENDPOINT_URL: endpoints.others,
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    TZ: ':UTC',
  });
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'MY_SECRET', 'HOME', 'NODE_COMPILE_CACHE'])
    expect(environment).not.toHaveProperty(name);
  vi.unstubAllEnvs();
});

test.each([
  [
    'throws',
    'exports.handler = async () => { throw new RangeError("too far"); };',
    { errorType: 'RangeError', errorMessage: 'too far' },
  ],
  [
    'throws what is no error',
    'exports.handler = async () => { throw "words"; };',
    { errorType: 'string', errorMessage: 'words' },
  ],
  ['gives what JSON cannot hold', 'exports.handler = async () => 1n;', { errorType: 'TypeError' }],
  [
    'gives more than 6 MB',
    'exports.handler = async () => "x".repeat(6 * 1024 * 1024 + 99);',
    { errorType: 'Function.ResponseSizeTooLarge' },
  ],
  [
    'ends its process',
    'exports.handler = async () => process.exit(3);',
    { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' },
  ],
  [
    'leaves a promise to reject',
    'exports.handler = () => { Promise.reject(new Error("lost")); return new Promise(() => {}); };',
    { errorType: 'Error', errorMessage: 'lost' },
  ],
  [
    'throws while it is loaded',
    'throw new Error("not configured");',
    { errorType: 'Error', errorMessage: 'not configured' },
  ],
  ['cannot be parsed', 'exports.handler = (', { errorType: 'SyntaxError' }],
  [
    'exports no handler',
    'exports.other = 1;',
    { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
  ],
])('a function that %s fails as on Lambda, each time it is invoked', async (_, code, expected) => {
  const broken = testFunction(code);

  expect(await host.invoke(broken, '{}')).toMatchObject({ outcome: 'failed', ...expected });
  expect(await host.invoke(broken, '{}')).toMatchObject({ outcome: 'failed', ...expected });
});

test.each([
  ['waits for ever', 'await new Promise(() => {});'],
  ['never gives the event loop back', 'for (;;);'],
])(
  'a handler that %s is killed at its time-out, and the next invocation has a new process',
  async (_, wait) => {
    const code = `exports.handler = async ({ hang }) => { if (hang) { ${wait} } return process.pid; };`;
    const slow = testFunction(code, { timeoutSeconds: 1 });
    const before = await parsed(host.invoke(slow, '{}'));

    const result = await host.invoke(slow, '{"hang":true}');

    expect(result).toMatchObject({
      outcome: 'failed',
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1.00 seconds$/,
      ),
    });
    expect(await parsed(host.invoke(slow, '{}'))).not.toBe(before);
    await allGone([Number(before)]);
  },
);

const counting = `let count = 0; exports.handler = async () => [process.pid, ++count];`;

test('a process that is free is used again', async () => {
  const counter = testFunction(counting);

  const [first, second] = [
    await parsed(host.invoke(counter, '{}')),
    await parsed(host.invoke(counter, '{}')),
  ];

  expect(first).toEqual([expect.any(Number), 1]);
  expect(second).toEqual([Array.isArray(first) ? first[0] : undefined, 2]);
});

test('more invocations at once than there are processes all are answered', async () => {
  const counter = testFunction(counting);

  const results = await Promise.all(Array.from({ length: 100 }, () => host.invoke(counter, '{}')));

  expect(results.filter(({ outcome }) => outcome === 'returned')).toHaveLength(100);
});

test('an invocation does not wait long for one that is still busy', async () => {
  const code = `const { existsSync, writeFileSync } = require('node:fs');
    exports.handler = async (event) => {
      if (event.release) return writeFileSync('released', '');
      while (!existsSync('released')) await new Promise((resolve) => setTimeout(resolve, 5));
    };`;
  const gate = testFunction(code);

  const held = [1, 2, 3].map(() => host.invoke(gate, '{}'));
  const released = await host.invoke(gate, '{"release":true}');

  expect(released.outcome).toBe('returned');
  expect(await Promise.all(held)).toEqual(held.map(() => ({ outcome: 'returned', payload: 'null' })));
});

test('above its reserved concurrency a function throttles', async () => {
  const counter = testFunction(counting, { reservedConcurrency: 2 });

  const results = await Promise.all([1, 2, 3].map(() => host.invoke(counter, '{}')));

  expect(results.map(({ outcome }) => outcome)).toEqual(['returned', 'returned', 'throttled']);
  expect(sumOf('AWS/Lambda', 'Throttles', { FunctionName: 'echo' })).toBe(1);
  expect(sumOf('AWS/Lambda', 'Invocations', { FunctionName: 'echo' })).toBe(2);
  expect((await host.invoke(counter, '{}')).outcome).toBe('returned');
});

test('an event above 6 MB is refused without reaching the function', async () => {
  const echo = testFunction('exports.handler = async () => "reached";');

  const result = await host.invoke(echo, JSON.stringify('x'.repeat(6 * 1024 * 1024 + 99)));

  expect(result).toEqual({ outcome: 'too-large' });
});

/** The sum of a metric in the last hours; undefined where it was not emitted. */
const sumOf = (namespace: string, name: string, dimensions: Record<string, string>): number | undefined =>
  metrics.read({
    namespace,
    name,
    dimensions,
    statistic: statisticNamed('Sum') ?? (() => Number.NaN),
    periodMs: 24 * 3_600_000,
    from: 0,
    to: Number.POSITIVE_INFINITY,
  })[0]?.value;

test('what a function writes goes to standard error, and its metrics to whoever keeps them', async () => {
  const written: unknown[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(text) > 0);
  const code = `const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [
    { Namespace: 'Own', Dimensions: [['channel']], Metrics: [{ Name: 'Accepted' }] },
  ] };
  exports.handler = async () => {
    console.log('a line'); console.error('another');
    console.log(JSON.stringify({ _aws, channel: 'haptik', Accepted: 2 }));
    console.log('{"_aws":"not as CloudWatch takes it"}');
  };`;

  await host.invoke(testFunction(code), '{}');
  await vi.waitUntil(() => written.length >= 3, { timeout: 30_000 });
  write.mockRestore();

  expect(new Set(written)).toEqual(
    new Set(['a line\n', 'another\n', '{"_aws":"not as CloudWatch takes it"}\n']),
  );
  expect(sumOf('Own', 'Accepted', { channel: 'haptik' })).toBe(2);
});

test('CloudWatch is told of invocations, of all functions and of each, as Lambda does', async () => {
  const code = 'exports.handler = async ({ fail }) => { if (fail) throw new Error("failed"); };';
  const well = testFunction(code);
  const alias = { ...well, arn: `${well.arn}:live` };

  for (const [target, event] of [
    [well, '{}'],
    [alias, '{}'],
    [alias, '{"fail":true}'],
  ] as const)
    await host.invoke(target, event);

  const sums = (dimensions: Record<string, string>) =>
    ['Invocations', 'Errors', 'Throttles'].map((name) => sumOf('AWS/Lambda', name, dimensions));
  expect(sums({})).toEqual([3, 1, 0]);
  expect(sums({ FunctionName: 'echo' })).toEqual([3, 1, 0]);
  expect(sums({ FunctionName: 'echo', Resource: 'echo' })).toEqual([1, 0, 0]);
  expect(sums({ FunctionName: 'echo', Resource: 'echo:live' })).toEqual([2, 1, 0]);
  expect(sumOf('AWS/Lambda', 'Duration', { FunctionName: 'echo' })).toBeGreaterThan(0);
  expect(sumOf('AWS/Lambda', 'ConcurrentExecutions', {})).toBe(3);
});

test('closing the host ends its processes, and what they were doing fails', async () => {
  const code = `exports.handler = async (event) => event.hang ? new Promise(() => {}) : process.pid;`;
  const hanging = testFunction(code);
  const pid = await parsed(host.invoke(hanging, '{}'));
  const pending = Array.from({ length: 30 }, () => host.invoke(hanging, '{"hang":true}'));

  await host[Symbol.asyncDispose]();

  for (const result of await Promise.all(pending))
    expect(result).toMatchObject({ outcome: 'failed', errorType: 'Runtime.ExitError' });
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  expect(await host.invoke(hanging, '{}')).toMatchObject({ outcome: 'failed' });
});
