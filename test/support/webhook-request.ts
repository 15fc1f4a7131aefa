import type { RawRequest } from '#functions/shared/adapters/http/raw-body.ts';
import { sign } from './api-client.ts';
import { someTime } from './samples.ts';

type Webhook = { body: string; secret: string; requestId: string };

/** A delivery of the channel `haptik` as API Gateway hands it to ingest, signed with the secret. */
export const webhookRequest = ({ body, secret, requestId }: Webhook): RawRequest => ({
  version: '2.0',
  routeKey: 'POST /webhooks/{channel}',
  rawPath: '/webhooks/haptik',
  rawQueryString: '',
  headers: { 'x-hub-signature': sign(body, secret) },
  pathParameters: { channel: 'haptik' },
  isBase64Encoded: false,
  body,
  rawBody: Buffer.alloc(0),
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    domainName: 'localhost',
    domainPrefix: 'api',
    requestId,
    routeKey: 'POST /webhooks/{channel}',
    stage: '$default',
    time: '21/Nov/2026:09:00:00 +0000',
    timeEpoch: someTime,
    http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
  },
});
