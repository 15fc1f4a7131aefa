import { createHash } from 'node:crypto';
import type { IncomingEvent } from './event.ts';

/**
 * A short digest of what an event says: a repeat that has another one says something else. Its time does not count,
 * as a platform may stamp each request anew.
 */
export const contentDigest = ({ kind, author, text, hsl, details }: IncomingEvent): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, author.type, author.id, text, hsl, details]))
    .digest('base64url')
    .slice(0, 16);
