import { decodeTime, ulid } from 'ulid';

/**
 * A place in a lane behind the last one that is taken, whatever this clock says: a ULID. Two requests at the same
 * time may read the same last place, and still get places of their own.
 */
export const placeBehind = (last: string | undefined, now: number): string =>
  ulid(last === undefined ? now : Math.max(now, decodeTime(last) + 1));
