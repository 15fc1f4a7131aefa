import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HttpFront } from '#local/http/http-front.ts';
import { returns, send, startTestFront } from './front.ts';

let front: HttpFront;
let events: APIGatewayProxyEventV2[] = [];

beforeAll(async () => {
  front = await startTestFront(
    ['POST /webhooks/{channel}', 'GET /v1/conversations/{id}/messages'],
    (event) => {
      events.push(event);
      return returns({ statusCode: 200 });
    },
  );
});
afterAll(() => front[Symbol.asyncDispose]());
beforeEach(() => {
  events = [];
});

const eventOf = async (
  path: string,
  request: Parameters<typeof send>[1],
): Promise<APIGatewayProxyEventV2> => {
  await send(`${front.url}${path}`, request);
  const [event] = events;
  if (!event) throw new Error('The request did not reach the function.');
  return event;
};

test('a request becomes an event of payload format 2.0', async () => {
  const event = await eventOf('/webhooks/haptik?a=1', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'haptik', Host: 'relay.example' },
    body: '{"ä":1}',
  });

  const { requestContext } = event;
  expect(event).toEqual({
    version: '2.0',
    routeKey: 'POST /webhooks/{channel}',
    rawPath: '/webhooks/haptik',
    rawQueryString: 'a=1',
    queryStringParameters: { a: '1' },
    pathParameters: { channel: 'haptik' },
    headers: {
      'content-type': 'application/json',
      'content-length': '8',
      'user-agent': 'haptik',
      host: 'relay.example',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-/),
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': new URL(front.url).port,
      'x-forwarded-proto': 'http',
    },
    body: '{"ä":1}',
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: 'relay.example',
      domainPrefix: 'local',
      http: {
        method: 'POST',
        path: '/webhooks/haptik',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'haptik',
      },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      routeKey: 'POST /webhooks/{channel}',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
  });
  expect(Date.now() - requestContext.timeEpoch).toBeGreaterThanOrEqual(0);
});

test('what a request lacks, its event lacks', async () => {
  const event = await eventOf('/webhooks/haptik', { method: 'POST' });

  expect(event).not.toHaveProperty('body');
  expect(event).not.toHaveProperty('cookies');
  expect(event).not.toHaveProperty('queryStringParameters');
  expect(event).toMatchObject({
    isBase64Encoded: false,
    rawQueryString: '',
    headers: { 'content-length': '0' },
  });
});

test.each([
  ['text/plain', false],
  ['TEXT/HTML; charset=iso-8859-1', false],
  ['application/json', false],
  ['application/json;charset=utf-8', false],
  ['application/xml ; q=1', false],
  ['application/javascript', false],
  ['application/vnd.api+json', true],
  ['application/jsonp', true],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
  ['image/svg+xml', true],
  [undefined, true],
])('a body of type %s is base64: %s', async (type, encoded) => {
  const headers = type === undefined ? {} : { 'content-type': type };

  const event = await eventOf('/webhooks/haptik', { method: 'POST', headers, body: '{"ä":1}' });

  expect(event).toMatchObject({
    isBase64Encoded: encoded,
    body: encoded ? Buffer.from('{"ä":1}').toString('base64') : '{"ä":1}',
  });
});

test('bytes that are not UTF-8 are lost in a text and kept in base64', async () => {
  const body = Buffer.from([0x7b, 0xff, 0x7d]);
  const text = await eventOf('/webhooks/haptik', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body,
  });
  const other = await eventOf('/webhooks/haptik', { method: 'POST', body });

  expect(text.body).toBe('{\uFFFD}');
  expect(events[1]?.body).toBe(body.toString('base64'));
  expect(other).toBe(text);
});

test('repeated headers are joined by commas, in order and whatever their case', async () => {
  const headers = [
    'Host',
    'h',
    'X-Hub-Signature',
    'a',
    'x-hub-signature',
    'b',
    'Content-Type',
    'c',
    'content-type',
    'd',
  ];

  const event = await eventOf('/webhooks/haptik', { method: 'POST', headers });

  expect(event.headers).toMatchObject({ 'x-hub-signature': 'a,b', 'content-type': 'c,d' });
});

test('cookies stand apart from the headers', async () => {
  const event = await eventOf('/webhooks/haptik', {
    method: 'POST',
    headers: { cookie: 'a=1; b=2;', connection: 'close' },
  });

  expect(event.cookies).toEqual(['a=1', 'b=2']);
  expect(event.headers).not.toHaveProperty('cookie');
  expect(event.headers).not.toHaveProperty('connection');
});

test('a proxy’s list of addresses is continued', async () => {
  const event = await eventOf('/webhooks/haptik', {
    method: 'POST',
    headers: { 'x-forwarded-for': '203.0.113.9' },
  });

  expect(event.headers['x-forwarded-for']).toBe('203.0.113.9,127.0.0.1');
});

test.each([
  ['a=1&a=2&b', { a: '1,2', b: '' }],
  ['a=1%2C2&%C3%A4=%20', { a: '1,2', ä: ' ' }],
  ['q=a+b', { q: 'a b' }],
  ['bad=%zz', { bad: '%zz' }],
  ['__proto__=x&constructor=y', JSON.parse('{"__proto__":"x","constructor":"y"}')],
])('the query %s is passed on as it is, and decoded', async (query, expected) => {
  const event = await eventOf(`/webhooks/haptik?${query}`, { method: 'POST' });

  expect(event.rawQueryString).toBe(query);
  expect(event.queryStringParameters).toEqual(expected);
});

test.each([
  ['haptik:343:a~40b', 'haptik:343:a~40b'],
  ['a%20b%2Fc', 'a b/c'],
  ['%C3%A4%7E', 'ä~'],
  ['%zz', '%zz'],
  ['%FF', '\uFFFD'],
])('the path parameter %s is decoded', async (encoded, decoded) => {
  const event = await eventOf(`/v1/conversations/${encoded}/messages`, {});

  expect(event.pathParameters).toEqual({ id: decoded });
  expect(event.rawPath).toBe(`/v1/conversations/${decoded}/messages`);
});
