import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import { withLimit } from '#local/lambda/with-limit.ts';
import type { Route } from '#local/template/routes.ts';
import { createRouteMatcher } from './match-route.ts';
import { readBody } from './read-body.ts';
import { requestEvent, splitUrl } from './request-event.ts';
import { gatewayResponse, type HttpResponse, toHttpResponse } from './response.ts';

/** The most that API Gateway takes, in bytes. */
const largestBody = 10 * 1024 * 1024;

/** Answers one request. */
export type Gateway = (request: IncomingMessage) => Promise<HttpResponse>;

const notFound = gatewayResponse(404, 'Not Found');
const tooLarge = gatewayResponse(413, 'Request Entity Too Large');
const timedOut = gatewayResponse(504, 'Gateway Timeout');

/** Does what API Gateway's HTTP API does between a request and the function of its route. */
export const createGateway = (routes: readonly Route[], invoke: Invoke): Gateway => {
  const matchRoute = createRouteMatcher(routes);

  const answer = async (request: IncomingMessage, requestId: string): Promise<HttpResponse> => {
    const match = matchRoute(request.method ?? '', splitUrl(request).path);
    const body = await readBody(request, largestBody);
    if (!match) return notFound;
    if (!body) return tooLarge;
    const { target, timeoutMs } = match.route;
    const event = JSON.stringify(requestEvent({ request, body, requestId, match }));
    return withLimit(invoke(target, event).then(toHttpResponse), timeoutMs, () => timedOut);
  };

  return async (request) => {
    const requestId = randomUUID();
    const response = await answer(request, requestId);
    return { ...response, headers: { ...response.headers, 'apigw-requestid': requestId } };
  };
};
