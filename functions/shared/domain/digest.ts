import { createHash } from 'node:crypto';

/** SHA-256 in hex. */
export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** SHA-256 in hex of several parts. With their lengths between them, different parts never make the same bytes. */
export const digestOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
};

/** The beginning of a SHA-256 in the alphabet of base64url: so many characters, six bits each. */
export const shortDigest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);
