import { shortDigest } from './digest.ts';
import type { IncomingEvent } from './event.ts';

/**
 * A short digest of what an event says: a repeat that has another one says something else. Its time does not count,
 * as a platform may stamp each request anew.
 */
export const contentDigest = ({ kind, author, text, hsl, details }: IncomingEvent): string =>
  shortDigest(JSON.stringify([kind, author.type, author.id, text, hsl, details]), 16);
