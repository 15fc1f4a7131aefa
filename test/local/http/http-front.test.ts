import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startHttpFront } from '#local/http/http-front.ts';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';
import { returns, send, startTestFront } from './front.ts';

const megabyte = 1024 * 1024;

test('until it is opened the front answers 503', async () => {
  await using front = await startHttpFront(0);

  const { status, body } = await send(front.url, {});

  expect(status).toBe(503);
  expect(body.toString()).toBe('{"message":"Service Unavailable"}');
});

test('a body of 10 MB passes, one byte more is a 413, and the next request works', async () => {
  await using front = await startTestFront(['POST /'], ({ body = '' }) => returns(body.length));
  const post = (size: number) =>
    send(front.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: Buffer.alloc(size, 'x'),
    });

  const largest = await post(10 * megabyte);
  const larger = await post(10 * megabyte + 1);

  expect(largest.body.toString()).toBe(String(10 * megabyte));
  expect(larger.status).toBe(413);
  expect(larger.body.toString()).toBe('{"message":"Request Entity Too Large"}');
  expect((await post(1)).status).toBe(200);
});

test('connections are kept for the next request', async () => {
  await using front = await startTestFront(['GET /'], () => returns('hi'));
  const agent = new Agent({ keepAlive: true });
  const portOf = async (): Promise<number | undefined> => {
    const outgoing = request(front.url, { agent }).end();
    const [response] = await once(outgoing, 'response');
    const { localPort } = outgoing.socket ?? {};
    await once(response.resume(), 'close');
    return localPort;
  };

  const [first, second] = [await portOf(), await portOf()];
  agent.destroy();

  expect(first).toBeTypeOf('number');
  expect(second).toBe(first);
});

test('closing answers what was asked and takes nothing new', async () => {
  const reached = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<InvocationResult>();
  const front = await startTestFront(['GET /'], () => {
    reached.resolve();
    return answer.promise;
  });
  const pending = send(front.url, {});
  await reached.promise;

  const closed = front[Symbol.asyncDispose]();
  const late = send(front.url, {});

  await expect(late).rejects.toThrow('ECONNREFUSED');
  answer.resolve(returns('done'));
  expect((await pending).body.toString()).toBe('done');
  await closed;
});

test.each([
  ['that asks nothing', ''],
  ['on which a request has begun', 'POST / HTTP/1.1\r\nHost: relay\r\nContent-Length: 100\r\n\r\nhalf'],
  ['that is kept', 'GET / HTTP/1.1\r\nHost: relay\r\n\r\n'],
])(
  'closing does not wait for a connection %s',
  async (_, sent) => {
    const front = await startTestFront(['GET /', 'POST /'], () => returns('hi'));
    const socket = connect(Number(new URL(front.url).port), '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    socket.write(sent);
    await send(front.url, {});

    await front[Symbol.asyncDispose]();
    socket.destroy();

    await expect(send(front.url, {})).rejects.toThrow('ECONNREFUSED');
  },
  5000,
);

test('a client that hangs up while it sends does no harm', async () => {
  await using front = await startTestFront(['POST /'], () => returns('hi'));
  const socket = connect(Number(new URL(front.url).port), '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: relay\r\nContent-Length: 100\r\n\r\nhalf');
  await once(socket, 'connect');

  socket.destroy();
  await once(socket, 'close');

  expect((await send(front.url, { method: 'POST' })).status).toBe(200);
});
