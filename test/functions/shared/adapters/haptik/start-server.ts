import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';

type Seen = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer };

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A real HTTP server that does with each request what it is told. */
export const startServer = async (handle: Handle) => {
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    // What a client leaves behind that hung up is no error of the server's.
    for (const stream of [request, response]) stream.on('error', () => {});
    void handle(request, response);
  });
  server.on('connection', (socket: Socket) => void sockets.push(socket));
  const port = await listenOnFreePort(server);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Every connection so far. */
    sockets,
    /** Resolves once there was a connection, and all of them are closed. */
    closed: async () => {
      if (sockets.length === 0) await once(server, 'connection');
      // A client that breaks off is an error of the socket's, and it closes all the same.
      for (const socket of sockets) {
        if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
      }
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** The same, that reads each request to its end and keeps it. */
export const startRecorder = async (handle: Handle) => {
  const seen: Seen[] = [];
  const server = await startServer(async (request, response) => {
    try {
      const body = await buffer(request);
      seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    } catch {
      // It was broken off: nothing that a server carries out.
      return;
    }
    await handle(request, response);
  });
  return { ...server, seen };
};

/** Answers in JSON. */
export const json =
  (status: number, body: unknown) => (_request: IncomingMessage, response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
