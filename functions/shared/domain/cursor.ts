import { createHash } from 'node:crypto';

const seal = (scope: readonly string[], place: string): string =>
  createHash('sha256')
    .update(JSON.stringify([...scope, place]))
    .digest('base64url')
    .slice(0, 16);

/**
 * An opaque cursor: a place in the list that `scope` names. The seal tells an altered cursor, or one of another
 * list, from a good one; it is no secret, as a cursor leads only to what its holder may read anyway.
 */
export const formatCursor = (scope: readonly string[], place: string): string =>
  `${Buffer.from(place, 'utf8').toString('base64url')}.${seal(scope, place)}`;

/** The place, or `undefined` for a cursor that was not made for this list. */
export const parseCursor = (scope: readonly string[], cursor: string): string | undefined => {
  const [encoded = '', sealed] = cursor.split('.');
  const place = Buffer.from(encoded, 'base64url').toString('utf8');
  return sealed === seal(scope, place) && formatCursor(scope, place) === cursor ? place : undefined;
};
