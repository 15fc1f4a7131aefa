import type { IncomingEvent } from './event.ts';
import { padPlatformId } from './platform-id.ts';

/** Where an event without an id can stand: after the last platform id known when it is stored. */
type Place = { seq: number; lastPlatformId: string | undefined };

/**
 * The place of an event in its conversation: sorts as text in the platform's order.
 * A message stands at its id, another event right behind the message of that id, and an event without an id
 * behind everything known when it is stored.
 */
export const positionOf = (event: IncomingEvent, { seq, lastPlatformId }: Place): string => {
  if (event.platformId === undefined) {
    return `${padPlatformId(lastPlatformId ?? '')}#~${String(seq).padStart(12, '0')}`;
  }
  const id = padPlatformId(event.platformId);
  return event.kind === 'message' ? id : `${id}#${event.eventName}`;
};

/** Whether the position alone tells two events apart, so that no marker is needed against duplicates. */
export const positionHoldsIdentity = (event: IncomingEvent): boolean => event.platformId !== undefined;
