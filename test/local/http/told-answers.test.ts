import { expect, test } from 'vitest';
import { createGateway } from '#local/http/gateway.ts';
import { startHttpFront } from '#local/http/http-front.ts';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';
import type { Answered } from '#local/metrics/gateway-metrics.ts';
import { functionNamed } from '#test/support/function-named.ts';
import { returns, send } from './front.ts';

const routeKey = 'POST /webhooks/{channel}';

/** What is told of the answer to one request, where the function gives this. */
const toldOf = async (path: string, result: Promise<InvocationResult>, body = 'asked') => {
  await using front = await startHttpFront(0);
  const told: Answered[] = [];
  const routes = [{ routeKey, target: functionNamed('target'), timeoutMs: 200 }];
  front.open(
    createGateway(
      routes,
      () => result,
      (answered) => told.push(answered),
    ),
  );
  await send(`${front.url}${path}`, { method: 'POST', body });
  return told;
};

const some = expect.any(Number);

test('an answer is told with its route, its status, its bytes and how long it and its function took', async () => {
  const told = await toldOf(
    '/webhooks/haptik',
    Promise.resolve(returns({ statusCode: 202, body: 'answer' })),
  );

  expect(told).toEqual([{ routeKey, status: 202, latencyMs: some, integrationMs: some, bytes: 11 }]);
});

test('where no route fits, there is no function that took any time', async () => {
  const told = await toldOf('/other', Promise.resolve(returns('never')));

  expect(told).toEqual([
    { routeKey: undefined, status: 404, latencyMs: some, integrationMs: undefined, bytes: some },
  ]);
});

test('a function that does not answer in time is told as the 504 that its caller gets', async () => {
  const [told] = await toldOf('/webhooks/haptik', new Promise(() => {}));

  expect(told).toMatchObject({ routeKey, status: 504 });
  expect(told?.integrationMs).toBeGreaterThanOrEqual(199);
});

test('a body that the API does not take is told with its route', async () => {
  const told = await toldOf('/webhooks/haptik', Promise.resolve(returns('never')), 'x'.repeat(10_485_761));

  expect(told).toMatchObject([{ routeKey, status: 413, integrationMs: undefined }]);
});
