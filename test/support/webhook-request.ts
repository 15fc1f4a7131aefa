import type { RawRequest } from '#functions/shared/adapters/http/raw-body.ts';
import { sign } from './api-client.ts';
import { gatewayEvent } from './gateway-event.ts';

type Webhook = { body: string; secret: string; requestId: string };

/** A delivery of the channel `haptik` as API Gateway hands it to ingest, signed with the secret. */
export const webhookRequest = ({ body, secret, requestId }: Webhook): RawRequest =>
  gatewayEvent(
    'POST /webhooks/{channel}',
    {
      headers: { 'x-hub-signature': sign(body, secret) },
      pathParameters: { channel: 'haptik' },
      body,
    },
    requestId,
  );
