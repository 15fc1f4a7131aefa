import { encodeTime } from 'ulid';
import type { ProbeNotes } from '#functions/shared/domain/probe.ts';

/** A probe on its way from the queue. */
export type ProbeArrival = { channel: string; probeId: string };

type Dependencies = { notes: Pick<ProbeNotes, 'note'>; clock: () => number };

/** How far clocks may be apart: milliseconds. */
const leeway = 10 * 60_000;

/** The greatest id that a probe can have by now. */
const greatestId = (now: number): string => `${encodeTime(now + leeway, 10)}${'Z'.repeat(16)}`;

/**
 * Notes that a probe has come through: no event, no metric. One that `watch` cannot have made yet is passed over: it
 * would stand before all that come.
 * @throws StoreUnavailableError
 */
export const createNoteProbe =
  ({ notes, clock }: Dependencies) =>
  async ({ channel, probeId }: ProbeArrival): Promise<void> => {
    const seenAt = clock();
    if (probeId <= greatestId(seenAt)) await notes.note(channel, { probeId, seenAt });
  };
