import { createHmac, timingSafeEqual } from 'node:crypto';

const wellFormed = /^sha1=([0-9a-f]{40})$/i;

/**
 * Whether `signature` is `sha1=<hex HMAC-SHA1 of the body>` under the secret, compared in constant time.
 * A missing, malformed or repeated (comma-joined) signature and an empty secret never verify.
 * Source: Haptik's webhook documentation, `X-Hub-Signature`.
 */
export const verifyHmacSha1 = (body: Uint8Array, signature: string | undefined, secret: string): boolean => {
  const hex = wellFormed.exec(signature ?? '')?.[1];
  if (hex === undefined || secret === '') return false;
  return timingSafeEqual(createHmac('sha1', secret).update(body).digest(), Buffer.from(hex, 'hex'));
};
