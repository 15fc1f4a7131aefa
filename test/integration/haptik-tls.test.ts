import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';
import { message, openHaptik } from '#test/functions/shared/adapters/haptik/open-haptik.ts';
import { selfSigned } from '#test/functions/shared/adapters/haptik/self-signed.ts';
import { startServer } from '#test/functions/shared/adapters/haptik/start-server.ts';

const trusted = selfSigned();
const usual = getCACertificates('default');
setDefaultCACertificates([...usual, trusted.cert]);
afterAll(() => setDefaultCACertificates(usual));

const listen = async (server: Server) => {
  const port = await listenOnFreePort(server);
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
};

/** A platform with this certificate, and whatever a client wrote to it once the connection was encrypted. */
const startTls = async ({ key, cert }: ReturnType<typeof selfSigned>, handle: RequestListener) => {
  const server = createServer({ key, cert }, handle);
  const sockets: TLSSocket[] = [];
  const state = { bytes: 0 };
  server.on('secureConnection', (socket: TLSSocket) => {
    sockets.push(socket);
    socket.on('data', (chunk: Buffer) => {
      state.bytes += chunk.length;
    });
  });
  server.on('tlsClientError', () => {});
  const { port, [Symbol.asyncDispose]: close } = await listen(server);
  return {
    port,
    sockets,
    state,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await close();
    },
  };
};

test('a message goes over TLS, and the next one over the same connection', async () => {
  await using server = await startTls(trusted, (request, response) => {
    request.resume().on('end', () => response.end('{"message_id":7}'));
  });
  const { perform } = openHaptik(`https://localhost:${server.port}`);

  const verdicts = [await perform(message), await perform(message)];

  expect(verdicts).toEqual([
    { is: 'done', platformId: '7' },
    { is: 'done', platformId: '7' },
  ]);
  expect(server.sockets.length).toBe(1);
});

test.each([
  ['that nobody vouches for', selfSigned(), 'localhost', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['of another host', trusted, '127.0.0.1', 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('nothing is written to a platform with a certificate %s', async (_, certificate, host, code) => {
  await using server = await startTls(certificate, (_request, response) => response.end('{}'));
  const { ask } = openHaptik(`https://${host}:${server.port}`);

  const answer = await ask();

  expect(answer).toEqual({ outcome: 'unanswered', written: false, reason: `no connection: ${code}` });
  for (const socket of server.sockets) if (!socket.closed) await once(socket, 'close');
  expect(server.state.bytes).toBe(0);
});

test('nothing is written to a platform that speaks no TLS', async () => {
  await using server = await startServer((_, response) => response.end('{}'));
  const { perform, ask } = openHaptik(server.url.replace('http:', 'https:'));

  expect(await ask()).toEqual({
    outcome: 'unanswered',
    written: false,
    reason: expect.stringMatching(/^no connection: /),
  });
  expect(await perform(message)).toMatchObject({ is: 'busy' });
});

test('nothing is written to a platform that never answers the handshake', async () => {
  await using server = await listen(createTcpServer((socket) => socket.on('error', () => {}).resume()));
  const { ask } = openHaptik(`https://localhost:${server.port}`, { limits: { connectMs: 100 } });

  expect(await ask()).toEqual({
    outcome: 'unanswered',
    written: false,
    reason: 'no connection within 0.1 s',
  });
});
