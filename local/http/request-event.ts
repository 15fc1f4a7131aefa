import type { IncomingMessage } from 'node:http';
import { unescape as decodePercent } from 'node:querystring';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { accountId } from '#local/emulators/client-settings.ts';
import { splitUrl } from '#local/split-url.ts';
import { formatTime } from './format-time.ts';
import type { RouteMatch } from './match-route.ts';
import { eventHeaders } from './request-headers.ts';

/** A request that has a route. */
export type RoutedRequest = {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly requestId: string;
  readonly match: RouteMatch<{ readonly routeKey: string }>;
};

// Found out against AWS: a form and `+json` are not text, and neither is a body without a type.
const textType = /^(?:text\/[^;]*|application\/(?:json|javascript|xml))\s*(?:;|$)/i;

const encodeBody = (
  body: Buffer,
  contentType = '',
): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> => {
  if (body.length === 0) return { isBase64Encoded: false };
  if (!textType.test(contentType)) return { body: body.toString('base64'), isBase64Encoded: true };
  // Bytes that are not UTF-8 are lost here, as they are at the gateway.
  return { body: body.toString('utf8'), isBase64Encoded: false };
};

const joinRepeats = (query: string): Record<string, string> => {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = values.get(name);
    values.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(values);
};

const requestContext = (
  { request, requestId, match }: RoutedRequest,
  path: string,
): APIGatewayProxyEventV2['requestContext'] => {
  const now = Date.now();
  return {
    accountId,
    apiId: 'local',
    domainName: request.headers.host ?? '',
    domainPrefix: 'local',
    http: {
      method: request.method ?? '',
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey: match.route.routeKey,
    stage: '$default',
    time: formatTime(now),
    timeEpoch: now,
  };
};

/** The event that an HTTP API makes of a request, in payload format 2.0. */
export const requestEvent = (routed: RoutedRequest): APIGatewayProxyEventV2 => {
  const { request, body, match } = routed;
  const { path, query } = splitUrl(request);
  const { headers, cookies } = eventHeaders(request, body.length);
  // "Raw" as it is called, the path comes decoded; the query does not.
  const rawPath = decodePercent(path);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: { ...headers },
    ...(query !== '' && { queryStringParameters: joinRepeats(query) }),
    requestContext: requestContext(routed, rawPath),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: { ...match.pathParameters } }),
    ...encodeBody(body, headers['content-type']),
  };
};
