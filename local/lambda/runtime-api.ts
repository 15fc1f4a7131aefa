import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';
import { failure, type InvocationFailure } from './invocation-result.ts';
import {
  createRuntimeExchange,
  type Invocation,
  type RuntimeExchange,
  returned,
} from './runtime-exchange.ts';

/** Lambda's Runtime API for one execution environment, on a port of its own. */
export type RuntimeApi = Pick<RuntimeExchange, 'whenIdle' | 'invoke'> & {
  /** `host:port`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Stops serving; whatever is asked of the runtime fails from now on, for this reason. */
  readonly close: (why: InvocationFailure) => void;
};

const root = '/2018-06-01/runtime';
const answerPath = new RegExp(`^${root}/invocation/([^/]+)/(response|error)$`);
const errorSchema = z.object({ errorType: z._default(z.string(), 'Error'), errorMessage: z.string() });

const parseError = (body: string): InvocationFailure => {
  const { errorType, errorMessage } = errorSchema.parse(JSON.parse(body));
  return failure(errorType, errorMessage);
};

const sendInvocation = (response: ServerResponse, invocation: Invocation): void => {
  const headers = {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-deadline-ms': invocation.deadline,
    'lambda-runtime-invoked-function-arn': invocation.functionArn,
    'lambda-runtime-trace-id': invocation.traceId,
  };
  response.writeHead(200, headers).end(invocation.payload);
};

const send = (response: ServerResponse, status: number, body: Readonly<Record<string, string>>): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const accept = (response: ServerResponse): void => send(response, 202, { status: 'OK' });

const receive = async (exchange: RuntimeExchange, request: IncomingMessage, response: ServerResponse) => {
  const { url = '' } = request;
  if (url === `${root}/invocation/next`)
    return exchange.next((invocation) => sendInvocation(response, invocation));
  const body = await text(request);
  const [, requestId = '', verb] = answerPath.exec(url) ?? [];
  if (verb !== undefined) {
    const known = exchange.settle(requestId, verb === 'response' ? returned(body) : parseError(body));
    return known ? accept(response) : send(response, 400, { errorType: 'InvalidRequestID' });
  }
  if (url !== `${root}/init/error`) return send(response, 404, { errorType: 'UnknownPath' });
  exchange.initialisationFailed(parseError(body));
  accept(response);
};

export const serveRuntimeApi = async (): Promise<RuntimeApi> => {
  const exchange = createRuntimeExchange();
  const server = createServer((request, response) => {
    receive(exchange, request, response).catch((error: unknown) =>
      send(response, 400, { errorType: 'InvalidRequest', errorMessage: String(error) }),
    );
  });
  // The runtime waits between invocations on a request that is not answered, and keeps its connection.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  const port = await listenOnFreePort(server);
  return {
    whenIdle: exchange.whenIdle,
    invoke: exchange.invoke,
    address: `127.0.0.1:${port}`,
    close: (why) => {
      exchange.end(why);
      server.close();
      server.closeAllConnections();
    },
  };
};
