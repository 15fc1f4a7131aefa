import { expect, test } from 'vitest';
import { failure } from '#local/lambda/invocation-result.ts';
import { serveRuntimeApi } from '#local/lambda/runtime-api.ts';

const invocation = {
  requestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
  traceId: 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
  deadline: 1_542_409_706_888,
  payload: '{"a":1}',
};

const serve = async () => {
  const api = await serveRuntimeApi();
  const root = `http://${api.address}/2018-06-01/runtime`;
  return {
    ...api,
    next: () => fetch(`${root}/invocation/next`),
    post: (path: string, body: string) => fetch(`${root}/${path}`, { method: 'POST', body }),
    [Symbol.dispose]: () => api.close(failure('Runtime.ExitError', 'over')),
  };
};

test('next waits for an invocation and gives it with its headers', async () => {
  using api = await serve();
  const asked = api.next();

  void api.invoke(invocation);
  const response = await asked;

  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-deadline-ms': '1542409706888',
    'lambda-runtime-invoked-function-arn': invocation.functionArn,
    'lambda-runtime-trace-id': invocation.traceId,
  });
  expect(await response.text()).toBe(invocation.payload);
});

test('the runtime is idle once it asks for an invocation, and not again before it asks for the next', async () => {
  using api = await serve();
  void api.next();
  expect(await api.whenIdle()).toBe('idle');

  void api.invoke(invocation);
  const idle = api.whenIdle();
  await api.post(`invocation/${invocation.requestId}/response`, '1');
  const early = await Promise.race([idle, Promise.resolve('not yet')]);
  api.next().catch(() => undefined);

  expect(early).toBe('not yet');
  expect(await idle).toBe('idle');
});

test('an initialisation error ends the initialisation', async () => {
  using api = await serve();

  const response = await api.post('init/error', '{"errorType":"SyntaxError","errorMessage":"bad"}');

  expect(response.status).toBe(202);
  expect(await api.whenIdle()).toEqual(failure('SyntaxError', 'bad'));
});

test.each([
  ['response', '{"b":2}', { outcome: 'returned', payload: '{"b":2}' }],
  ['error', '{"errorType":"E","errorMessage":"m","stackTrace":[]}', failure('E', 'm')],
])('a posted %s is the invocation’s result', async (verb, body, expected) => {
  using api = await serve();
  const result = api.invoke(invocation);
  await api.next();

  const response = await api.post(`invocation/${invocation.requestId}/${verb}`, body);

  expect(response.status).toBe(202);
  expect(await result).toEqual(expected);
});

test('an answer to an unknown invocation is refused, and the real one still counts', async () => {
  using api = await serve();
  const result = api.invoke(invocation);
  await api.next();

  const refused = await api.post('invocation/other/response', '1');
  await api.post(`invocation/${invocation.requestId}/response`, '2');
  const again = await api.post(`invocation/${invocation.requestId}/response`, '3');

  expect([refused.status, again.status]).toEqual([400, 400]);
  expect(await result).toEqual({ outcome: 'returned', payload: '2' });
});

test('an error that is not JSON is refused', async () => {
  using api = await serve();

  expect((await api.post('init/error', 'oops')).status).toBe(400);
});

test('an unknown path is refused', async () => {
  using api = await serve();

  expect((await api.post('other', '')).status).toBe(404);
});

test('once closed, what is under way and what comes fails', async () => {
  const api = await serve();
  const result = api.invoke(invocation);

  api.close(failure('Runtime.ExitError', 'gone'));

  expect(await result).toEqual(failure('Runtime.ExitError', 'gone'));
  expect(await api.invoke(invocation)).toEqual(failure('Runtime.ExitError', 'gone'));
});
