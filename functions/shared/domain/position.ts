import type { IncomingEvent } from './event.ts';
import { padPlatformId } from './platform-id.ts';

/** Where an event can stand: its seq, when it was received, and the largest platform id known when it is stored. */
type Place = { seq: number; receivedAt: number; lastPlatformId: string | undefined };

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * The place of an event in its conversation: sorts as text in the platform's order.
 * A message stands at its id, another event right behind the message of that id, and an event without an id
 * behind the id that it names, else behind everything known when it is stored. Events of a platform without an order stand as they were received.
 */
export const positionOf = (event: IncomingEvent, { seq, receivedAt, lastPlatformId }: Place): string => {
  if (event.orderedBy === 'receipt') {
    return `${padPlatformId('')}#${digits(receivedAt, 13)}#${digits(seq, 12)}`;
  }
  if (event.platformId === undefined) {
    return `${padPlatformId(event.behindId ?? lastPlatformId ?? '')}#~${digits(seq, 12)}`;
  }
  const id = padPlatformId(event.platformId);
  return event.kind === 'message' ? id : `${id}#${event.eventName}`;
};

/** Whether the position alone tells two events apart, so that no marker is needed against duplicates. */
export const positionHoldsIdentity = (event: IncomingEvent): boolean =>
  event.orderedBy === 'platform' && event.platformId !== undefined;
