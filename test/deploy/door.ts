import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnLoopback } from '#local/listen-on-loopback.ts';
import { type Answer, type Call, makeCall } from './aws/call.ts';
import { type Credentials, signed } from './aws/signed.ts';

type DoorOptions = {
  /** 0 picks a free port. */
  readonly port: number;
  /** Base URL of the deployed API. */
  readonly apiUrl: string;
  /** Who calls `/v1`: without it whoever runs the test. */
  readonly backend: Credentials | undefined;
  /** How often a webhook that failed is tried again at most, as platforms do. */
  readonly repeats: number;
};

/** Base URL of a loopback server, until it is disposed of. */
export type Door = {
  readonly url: string;
  /** Webhooks that had to be tried again so far. */
  readonly repeated: () => number;
  [Symbol.asyncDispose](): Promise<void>;
};

/** What belongs to the connection between the caller and us. */
const connectionHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
]);

const passedOn = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !connectionHeaders.has(name))
      .map(([name, value]) => [name, String(value)]),
  );

const toCall = async (request: IncomingMessage, apiUrl: string): Promise<Call> => {
  const body = await buffer(request);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', apiUrl),
    headers: passedOn(request.headers),
    ...(body.length > 0 && { body }),
  };
};

const answerWith = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, passedOn(headers)).end(body);
};

/**
 * The deployed API on loopback, open as it is on a developer's machine: calls of `/v1` are signed on their way. So
 * whatever knows the local API can use the deployed one.
 */
export const startDoor = async ({ port, apiUrl, backend, repeats }: DoorOptions): Promise<Door> => {
  let repeated = 0;

  const deliver = async (call: Call, left: number): Promise<Answer> => {
    const answer = await makeCall(call);
    if (answer.status < 500 || left === 0) return answer;
    repeated += 1;
    return deliver(call, left - 1);
  };

  const pass = async (request: IncomingMessage): Promise<Answer> => {
    const call = await toCall(request, apiUrl);
    const { pathname } = call.url;
    if (pathname.startsWith('/webhooks/')) return deliver(call, repeats);
    const isOpen = !pathname.startsWith('/v1/');
    return makeCall(isOpen ? call : await signed(call, { service: 'execute-api', as: backend }));
  };

  const server = createServer((request, response) => {
    pass(request).then(
      (answer) => answerWith(response, answer),
      (error: unknown) => response.writeHead(502).end(String(error)),
    );
  });
  // A connection that is closed just as its caller uses it again would look like a fault of the API.
  server.keepAliveTimeout = 0;
  return {
    url: `http://127.0.0.1:${await listenOnLoopback(server, port)}`,
    repeated: () => repeated,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
