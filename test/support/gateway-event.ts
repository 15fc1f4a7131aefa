import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RawRequest } from '#functions/shared/adapters/http/raw-body.ts';
import { someTime } from './samples.ts';

/** A request to this route as API Gateway hands it to a function. */
export const gatewayEvent = (
  routeKey: string,
  changes: Partial<APIGatewayProxyEventV2> = {},
  requestId = 'request-1',
): RawRequest => ({
  version: '2.0',
  routeKey,
  rawPath: '/',
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  rawBody: Buffer.alloc(0),
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    domainName: 'localhost',
    domainPrefix: 'api',
    requestId,
    routeKey,
    stage: '$default',
    time: '21/Nov/2026:09:00:00 +0000',
    timeEpoch: someTime,
    http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
  },
  ...changes,
});
