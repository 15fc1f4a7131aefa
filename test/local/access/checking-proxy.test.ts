import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startCheckingProxy } from '#local/access/checking-proxy.ts';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';

/** A proxy that lets everything pass to a server of the test's own. */
const startProxyTo = async (answer: RequestListener, readsBody = true) => {
  const server = createServer(answer);
  const port = await listenOnFreePort(server);
  const proxy = await startCheckingProxy({
    endpoint: `http://127.0.0.1:${port}`,
    readsBody,
    judge: () => ({ kind: 'pass', ifMissing: () => undefined }),
  });
  return {
    endpoint: proxy.endpoint,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      server.close();
      server.closeAllConnections();
    },
  };
};

const signed = {
  authorization: 'AWS4-HMAC-SHA256 Credential=worker/20261121/us-east-1/sqs/aws4_request, Signature=0',
};

test.each([true, false])('a request and its answer pass as they are (body read: %s)', async (readsBody) => {
  const received = Promise.withResolvers<unknown[]>();
  await using proxy = await startProxyTo((request, response) => {
    const { method, url, headers } = request;
    void text(request).then((body) => received.resolve([method, url, headers['x-amz-target'], body]));
    response.writeHead(404, 'Nothing', { 'x-own': ['a', 'b'] }).end('{"é":1}');
  }, readsBody);

  const answer = await fetch(`${proxy.endpoint}/a%2Fb/c?d=%20`, {
    method: 'POST',
    headers: { ...signed, 'x-amz-target': 'AmazonSQS.X' },
    body: '{"ä":"\\u0000"}',
  });

  expect(await received.promise).toEqual(['POST', '/a%2Fb/c?d=%20', 'AmazonSQS.X', '{"ä":"\\u0000"}']);
  expect([answer.status, answer.headers.get('x-own'), await answer.text()]).toEqual([404, 'a, b', '{"é":1}']);
});

test('behind the proxy every caller has the emulators’ own key, as some keep the data of each key apart', async () => {
  const received = Promise.withResolvers<IncomingMessage>();
  await using proxy = await startProxyTo((request, response) => {
    received.resolve(request);
    response.end();
  });

  await fetch(proxy.endpoint, { headers: signed });

  expect((await received.promise).headers.authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/sqs/aws4_request, Signature=0',
  );
});

test('where the service hangs up, the caller sees a connection that breaks', async () => {
  await using proxy = await startProxyTo((request) => request.socket.destroy());

  await expect(fetch(proxy.endpoint)).rejects.toThrow('fetch failed');
});

test('an answer that breaks off does not look whole', async () => {
  await using proxy = await startProxyTo((request, response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' });
    response.write('half', () => request.socket.destroy());
  });

  const answer = await fetch(proxy.endpoint);

  await expect(answer.text()).rejects.toThrow('terminated');
});

test('a caller that hangs up is not worked for any longer', async () => {
  const reached = Promise.withResolvers<IncomingMessage>();
  await using proxy = await startProxyTo((request) => reached.resolve(request));
  const caller = new AbortController();
  const call = fetch(proxy.endpoint, { signal: caller.signal });
  const request = await reached.promise;
  const closed = once(request.socket, 'close');

  caller.abort();

  await expect(call).rejects.toThrow('aborted');
  await closed;
});
