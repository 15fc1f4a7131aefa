import { describe, expect, test } from 'vitest';
import { failure, type InvocationResult } from '#local/lambda/invocation-result.ts';
import { returns, send, startTestFront } from './front.ts';

const answerTo = async (result: InvocationResult | Promise<InvocationResult>, timeoutMs?: number) => {
  await using front = await startTestFront(['GET /'], () => result, timeoutMs);
  return await send(`${front.url}/`, {});
};

test('status, headers, cookies and body come from the function', async () => {
  const { status, headers, body } = await answerTo(
    returns({
      statusCode: 201,
      headers: { 'Content-Type': 'application/json', 'Retry-After': 5, 'x-flag': true },
      cookies: ['a=1; Secure', 'b=2'],
      body: '{"ä":1}',
    }),
  );

  expect(status).toBe(201);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': '8',
    'retry-after': '5',
    'x-flag': 'true',
    'set-cookie': ['a=1; Secure', 'b=2'],
    'apigw-requestid': expect.any(String),
  });
  expect(body.toString()).toBe('{"ä":1}');
});

test('a base64 body is decoded', async () => {
  const bytes = Buffer.from([0, 255, 128]);

  const { body } = await answerTo(
    returns({ statusCode: 200, body: bytes.toString('base64'), isBase64Encoded: true }),
  );

  expect(body).toEqual(bytes);
});

test('without a type the body is plain text', async () => {
  const { headers } = await answerTo(returns({ statusCode: 200, body: 'hi' }));

  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
});

test('204 has no body and no length', async () => {
  const { status, headers } = await answerTo(returns({ statusCode: 204 }));

  expect(status).toBe(204);
  expect(headers).not.toHaveProperty('content-length');
});

test.each([
  ['an object', { a: 1 }, '{"a":1}'],
  ['a text', 'words', 'words'],
  ['null', null, 'null'],
  ['a list', [1, 2], '[1,2]'],
])('%s without a status code is itself the body of a 200', async (_, answer, expected) => {
  const { status, headers, body } = await answerTo(returns(answer));

  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json');
  expect(body.toString()).toBe(expected);
});

describe('the gateway’s own answers', () => {
  const malformed = [
    ['a status code that is none', { statusCode: 99 }],
    ['a status code that is a text', { statusCode: 'OK' }],
    ['a body that is no text', { statusCode: 200, body: {} }],
    ['a header that HTTP forbids', { statusCode: 200, headers: { a: 'b\r\nc' } }],
  ] as const;

  test.each(malformed)('%s is a 500', async (_, answer) => {
    const { status, headers, body } = await answerTo(returns(answer));

    expect(status).toBe(500);
    expect(headers['content-type']).toBe('application/json');
    expect(body.toString()).toBe('{"message":"Internal Server Error"}');
  });

  test.each<[string, InvocationResult, number, string]>([
    ['fails', failure('Error', 'secret detail'), 500, 'Internal Server Error'],
    ['throttles', { outcome: 'throttled' }, 503, 'Service Unavailable'],
    ['cannot take the event', { outcome: 'too-large' }, 413, 'Request Entity Too Large'],
  ])('a function that %s', async (_, result, expected, message) => {
    const { status, body } = await answerTo(result);

    expect(status).toBe(expected);
    expect(body.toString()).toBe(JSON.stringify({ message }));
  });

  test('a function that answers too late is a 504', async () => {
    const { status, body } = await answerTo(new Promise(() => {}), 20);

    expect(status).toBe(504);
    expect(body.toString()).toBe('{"message":"Gateway Timeout"}');
  });
});
