import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import { withLimit } from '#local/lambda/with-limit.ts';
import type { Answered } from '#local/metrics/gateway-metrics.ts';
import { splitUrl } from '#local/split-url.ts';
import type { Route } from '#local/template/routes.ts';
import { createRouteMatcher, type RouteMatch } from './match-route.ts';
import { readBody } from './read-body.ts';
import { requestEvent } from './request-event.ts';
import { gatewayResponse, type HttpResponse, toHttpResponse } from './response.ts';

/** The most that API Gateway takes, in bytes. */
const largestBody = 10 * 1024 * 1024;

/** Answers one request. */
export type Gateway = (request: IncomingMessage) => Promise<HttpResponse>;

type Arrival = {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly match: RouteMatch<Route> | undefined;
  /** Undefined where it is too large. */
  readonly body: Buffer | undefined;
};

/** An answer, and how long its function took. */
type Integrated = { readonly response: HttpResponse; readonly integrationMs?: number };

const notFound = { response: gatewayResponse(404, 'Not Found') };
const tooLarge = { response: gatewayResponse(413, 'Request Entity Too Large') };
const timedOut = gatewayResponse(504, 'Gateway Timeout');

const integrate = async (
  invoke: Invoke,
  { target, timeoutMs }: Route,
  event: string,
): Promise<Integrated> => {
  const begin = performance.now();
  const response = await withLimit(invoke(target, event).then(toHttpResponse), timeoutMs, () => timedOut);
  return { response, integrationMs: performance.now() - begin };
};

const answer = async (invoke: Invoke, { match, body, ...arrival }: Arrival): Promise<Integrated> => {
  if (!match) return notFound;
  if (!body) return tooLarge;
  return integrate(invoke, match.route, JSON.stringify(requestEvent({ ...arrival, match, body })));
};

/** Does what API Gateway's HTTP API does between a request and the function of its route, and tells of each answer. */
export const createGateway = (
  routes: readonly Route[],
  invoke: Invoke,
  tell: (answered: Answered) => void = () => {},
): Gateway => {
  const matchRoute = createRouteMatcher(routes);

  return async (request) => {
    const begin = performance.now();
    const requestId = randomUUID();
    const match = matchRoute(request.method ?? '', splitUrl(request).path);
    const body = await readBody(request, largestBody);
    const { response, integrationMs } = await answer(invoke, { request, requestId, match, body });
    tell({
      routeKey: match?.route.routeKey,
      status: response.statusCode,
      latencyMs: performance.now() - begin,
      integrationMs,
      bytes: (body?.length ?? 0) + response.body.length,
    });
    return { ...response, headers: { ...response.headers, 'apigw-requestid': requestId } };
  };
};
