import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpFront } from '#local/http/http-front.ts';
import { returns, send, startTestFront } from './front.ts';

let front: HttpFront;

beforeAll(async () => {
  front = await startTestFront(
    [
      'GET /v1/{kind}/{id}',
      'GET /v1/conversations/{id}',
      'GET /v1/conversations/recent',
      'GET /v1/conversations',
      'POST /v1/conversations/{id}',
      'GET /',
    ],
    (_, name) => returns(name),
  );
});
afterAll(() => front[Symbol.asyncDispose]());

test.each([
  ['GET', '/', 'GET /'],
  ['GET', '/v1/conversations', 'GET /v1/conversations'],
  ['GET', '/v1/conversations?x=/y', 'GET /v1/conversations'],
  ['GET', '/v1/conversations/recent', 'GET /v1/conversations/recent'],
  ['GET', '/v1/conversations/other', 'GET /v1/conversations/{id}'],
  ['GET', '/v1/conversations/a%2Fb', 'GET /v1/conversations/{id}'],
  ['GET', '/v1/users/7', 'GET /v1/{kind}/{id}'],
  ['POST', '/v1/conversations/recent', 'POST /v1/conversations/{id}'],
])('%s %s goes to the most specific route', async (method, path, routeKey) => {
  const { body } = await send(`${front.url}${path}`, { method });

  expect(body.toString()).toBe(routeKey);
});

test.each([
  ['GET', '/nope'],
  ['GET', '/v1/conversations/'],
  ['GET', '/v1//conversations'],
  ['GET', '/V1/conversations'],
  ['POST', '/v1/conversations'],
  ['DELETE', '/v1/conversations/7'],
  ['OPTIONS', '/v1/conversations'],
  ['HEAD', '/v1/conversations'],
])('%s %s has no route: 404 in the gateway’s words', async (method, path) => {
  const { status, headers, body } = await send(`${front.url}${path}`, { method });

  expect(status).toBe(404);
  expect(headers['content-type']).toBe('application/json');
  expect(body.toString()).toBe(method === 'HEAD' ? '' : '{"message":"Not Found"}');
});

test('bytes that are no HTTP are answered 400, and the next request works', async () => {
  const socket = connect(Number(new URL(front.url).port), '127.0.0.1');
  socket.end('nonsense\r\n\r\n');

  expect(await text(socket)).toMatch(/^HTTP\/1.1 400 /);
  expect((await send(front.url, {})).status).toBe(200);
});
