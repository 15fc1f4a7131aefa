import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '#local/listen-on-loopback.ts';
import type { Gateway } from './gateway.ts';
import { gatewayResponse, type HttpResponse } from './response.ts';

/** The HTTP API's server on loopback. */
export type HttpFront = AsyncDisposable & {
  /** Base URL, without a slash at its end. */
  readonly url: string;
  /** Lets requests through to this gateway; until then they are answered 503. */
  readonly open: (gateway: Gateway) => void;
};

const closedGateway: Gateway = async () => gatewayResponse(503, 'Service Unavailable');

const send = (response: ServerResponse, { statusCode, headers, body }: HttpResponse): void => {
  const bodyless = statusCode === 204 || statusCode === 304;
  response
    .writeHead(statusCode, bodyless ? headers : { ...headers, 'content-length': body.length })
    .end(body);
};

const serve = async (gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  try {
    send(response, await gateway(request));
  } catch (error) {
    // A client that hung up while it was writing: nobody is left to answer.
    if (!request.complete) return;
    console.error('The local HTTP front failed:', error);
    send(response, gatewayResponse(500, 'Internal Server Error'));
  }
};

/**
 * Starts a server on this loopback port; 0 picks a free one. Closing it answers what was already asked.
 * @throws the system's error when the port is taken.
 */
export const startHttpFront = async (port: number): Promise<HttpFront> => {
  let gateway = closedGateway;
  const asked = new Map<IncomingMessage, Promise<void>>();
  const server = createServer((request, response) => {
    const answered = new Promise<void>((resolve) => response.once('close', resolve));
    asked.set(request, answered);
    void answered.then(() => asked.delete(request));
    void serve(gateway, request, response);
  });
  // Longer than clients keep a connection, so that none is closed under a request on its way.
  server.keepAliveTimeout = 65_000;
  const listening = await listenOnLoopback(server, port);
  return {
    url: `http://127.0.0.1:${listening}`,
    open: (opened) => {
      gateway = opened;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      // Not waited for: requests that have not arrived whole, and connections on which nothing is asked.
      const whole = [...asked].filter(([request]) => request.complete);
      await Promise.all(whole.map(([, answered]) => answered));
      server.closeAllConnections();
      await closed;
    },
  };
};
