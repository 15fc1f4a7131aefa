import { shortDigest } from './digest.ts';
import type { IncomingEvent } from './event.ts';

/**
 * A moment on the platform, sorting as text: time, then platform id, then a digest that parts events which neither
 * tells apart. What is newest follows this, never the order of arrival.
 */
export type Moment = string;

/** The newest that the platform said of something, and when. */
export type Latest<Value> = { at: Moment; value: Value };

const timeWidth = 10;
const idWidth = 13;

/** Without an id an event stands behind those of the same time that have one. */
const idPart = (platformId: string | undefined): string =>
  platformId === undefined ? '~' : BigInt(platformId).toString(36).padStart(idWidth, '0');

/** When an event happened; where the platform tells no time, it is taken to have spoken when it was heard. */
export const momentOf = (event: IncomingEvent, receivedAt: number): Moment => {
  const isOrdered = event.orderedBy === 'platform';
  const time = (isOrdered ? event.platformAt : undefined) ?? receivedAt;
  const id = isOrdered ? event.platformId : undefined;
  return `${time.toString(36).padStart(timeWidth, '0')}${idPart(id)}${shortDigest(event.identity, 6)}`;
};

export const newestMoment = (known: Moment | undefined, at: Moment): Moment =>
  known === undefined || at > known ? at : known;

/** The newer of what is known and what is told; nothing told changes nothing. */
export const newest = <Value>(
  known: Latest<Value> | undefined,
  at: Moment,
  value: Value | undefined,
): Latest<Value> | undefined =>
  value !== undefined && (known === undefined || at > known.at) ? { at, value } : known;
