import { createHmac } from 'node:crypto';

/** The value of `X-Hub-Signature` for these raw bytes: `sha1=` and the lower-case hex HMAC-SHA1. */
export const signWebhook = (secret: string, body: Uint8Array): string =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
