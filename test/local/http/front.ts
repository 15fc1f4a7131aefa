import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createGateway } from '#local/http/gateway.ts';
import { type HttpFront, startHttpFront } from '#local/http/http-front.ts';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';
import { functionNamed } from '#test/support/function-named.ts';

type Request = {
  method?: string;
  /** Alternating names and values: sent as they are. */
  headers?: OutgoingHttpHeaders | string[];
  body?: string | Buffer;
};

export type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

/** Sends one request on a connection of its own, without a header that is not given. */
export const send = async (url: string, { method = 'GET', headers = {}, body }: Request): Promise<Answer> => {
  const arrived = Promise.withResolvers<IncomingMessage>();
  const outgoing = request(url, { method, headers, agent: false }, arrived.resolve);
  outgoing.on('error', arrived.reject).end(body);
  const response = await arrived.promise;
  return { status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) };
};

type Answering = (
  event: APIGatewayProxyEventV2,
  name: string,
) => InvocationResult | Promise<InvocationResult>;

/** A front with a function per route that this test plays; the function is called as its route. */
export const startTestFront = async (
  routeKeys: readonly string[],
  answering: Answering,
  timeoutMs = 30_000,
): Promise<HttpFront> => {
  const front = await startHttpFront(0);
  const routes = routeKeys.map((routeKey) => ({ routeKey, target: functionNamed(routeKey), timeoutMs }));
  front.open(createGateway(routes, async (target, payload) => answering(JSON.parse(payload), target.name)));
  return front;
};

/** A function's answer. */
export const returns = (answer: unknown): InvocationResult => ({
  outcome: 'returned',
  payload: JSON.stringify(answer),
});
