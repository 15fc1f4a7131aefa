import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { closeServer } from '#local/close-server.ts';
import type { MetricStore } from '#local/metrics/metric-store.ts';
import { listenOnFreePort } from './listen-on-free-port.ts';
import { getMetricData } from './metric-data.ts';

type CloudWatch = AsyncDisposable & { readonly endpoint: string };

const send = (response: ServerResponse, status: number, body: object, headers = {}): void => {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers })
    .end(JSON.stringify(body));
};

const fault = (response: ServerResponse, code: string, message: string): void =>
  send(response, 400, { __type: code, message }, { 'x-amzn-query-error': `${code};Sender` });

const explain = (error: unknown): string =>
  error instanceof z.core.$ZodError ? z.prettifyError(error) : String(error);

const serve = async (store: MetricStore, request: IncomingMessage, response: ServerResponse) => {
  const operation = String(request.headers['x-amz-target']).split('.')[1];
  const body = await text(request);
  if (operation !== 'GetMetricData')
    return fault(response, 'InvalidAction', `This emulator answers GetMetricData only, not ${operation}.`);
  try {
    send(response, 200, getMetricData(store, JSON.parse(body)));
  } catch (error) {
    fault(response, 'ValidationError', explain(error));
  }
};

/** Starts CloudWatch on a free loopback port: it answers GetMetricData from the store, in AWS's JSON 1.0. */
export const startCloudWatch = async (store: MetricStore): Promise<CloudWatch> => {
  const server = createServer((request, response) => {
    serve(store, request, response).catch(() => request.destroy());
  });
  const port = await listenOnFreePort(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
};
