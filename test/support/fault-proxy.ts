import { createServer, type IncomingMessage, request as requestFrom, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';

/** What a dependency does to each request. */
export type Fault =
  | 'none'
  /** Closes the connection at once. */
  | 'refuses'
  /** Takes the request and never answers. */
  | 'hangs'
  /** Does what it is asked, and closes the connection instead of answering. */
  | 'loses answers'
  /** Does what it is asked, sends the head of the answer, and never its body. */
  | 'stalls'
  /** Does what it is asked after this time. */
  | { delayMs: number }
  /** Answers so and does nothing. */
  | { status: number };

/** A dependency behind a proxy that can let it fail. */
export type FaultProxy = AsyncDisposable & {
  /** Base URL to be used instead of the dependency's. */
  readonly endpoint: string;
  /** From now on; with `only` it is the matching requests that meet the fault. */
  readonly set: (fault: Fault, only?: (request: IncomingMessage) => boolean) => void;
};

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

const hangUp = ({ request }: Exchange): void => {
  request.socket.destroy();
};

const passOn = (target: string, exchange: Exchange, answer: (from: IncomingMessage) => void): void => {
  const { request } = exchange;
  const { method, headers } = request;
  const upstream = requestFrom(`${target}${request.url}`, { method, headers, agent: false });
  upstream.once('response', answer);
  upstream.once('error', () => hangUp(exchange));
  request.once('error', () => upstream.destroy());
  request.pipe(upstream);
};

const serve = async (target: string, fault: Fault, exchange: Exchange): Promise<void> => {
  const { response } = exchange;
  const reply = (from: IncomingMessage): void => {
    response.writeHead(from.statusCode ?? 500, from.headers);
    from.pipe(response);
  };
  if (typeof fault === 'object') {
    if ('status' in fault) return void response.writeHead(fault.status).end();
    await setTimeout(fault.delayMs, undefined, { ref: false });
    return passOn(target, exchange, reply);
  }
  switch (fault) {
    case 'none':
      return passOn(target, exchange, reply);
    case 'refuses':
      return hangUp(exchange);
    case 'hangs':
      return undefined;
    case 'loses answers':
      return passOn(target, exchange, () => hangUp(exchange));
    case 'stalls':
      return passOn(target, exchange, (from) => {
        response.writeHead(from.statusCode ?? 500, from.headers).flushHeaders();
        from.resume();
      });
    default:
      throw new Error(`There is no fault ${JSON.stringify(fault satisfies never)}.`);
  }
};

/** Stands in front of the HTTP service at this base URL; without a fault it passes everything on. */
export const startFaultProxy = async (target: string): Promise<FaultProxy> => {
  let current: Fault = 'none';
  let meets: (request: IncomingMessage) => boolean = () => true;
  const server = createServer((request, response) => {
    // Whatever a client that gave up leaves behind is no error of the proxy's.
    response.on('error', () => {});
    void serve(target, meets(request) ? current : 'none', { request, response });
  });
  const port = await listenOnFreePort(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    set: (fault, only = () => true) => {
      current = fault;
      meets = only;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.once('close', resolve));
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
