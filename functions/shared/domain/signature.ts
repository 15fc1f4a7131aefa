import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const wellFormed = /^sha1=([0-9a-f]{40})$/i;

const hmacSha1 = (body: Uint8Array, secret: string): Buffer =>
  createHmac('sha1', secret).update(body).digest();

/** The signature that `verifyHmacSha1` accepts. */
export const signHmacSha1 = (body: Uint8Array, secret: string): string =>
  `sha1=${hmacSha1(body, secret).toString('hex')}`;

/**
 * Whether `signature` is `sha1=<hex HMAC-SHA1 of the body>` under the secret, compared in constant time.
 * A missing, malformed or repeated (comma-joined) signature and an empty secret never verify.
 * Source: Haptik's webhook documentation, `X-Hub-Signature`.
 */
export const verifyHmacSha1 = (body: Uint8Array, signature: string | undefined, secret: string): boolean => {
  const hex = wellFormed.exec(signature ?? '')?.[1];
  if (hex === undefined || secret === '') return false;
  return timingSafeEqual(hmacSha1(body, secret), Buffer.from(hex, 'hex'));
};

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether a header's value is the secret itself, compared in constant time whatever their lengths. It proves the
 * sender, not the body. A missing or repeated header never verifies, nor does an empty secret: a header sent twice
 * arrives joined by a comma, so a secret must not hold one.
 */
export const verifySharedSecret = (_body: Uint8Array, value: string | undefined, secret: string): boolean => {
  if (value === undefined || value.includes(',') || secret === '') return false;
  return timingSafeEqual(sha256(value), sha256(secret));
};

/** The header's value that `verifySharedSecret` accepts. */
export const signWithSharedSecret = (_body: Uint8Array, secret: string): string => secret;
