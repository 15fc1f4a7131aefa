import type { ProbeNotes } from '#functions/shared/domain/probe.ts';

/** A probe on its way from the queue. */
export type ProbeArrival = { channel: string; probeId: string };

type Dependencies = { notes: Pick<ProbeNotes, 'note'>; clock: () => number };

/**
 * Notes that a probe has come through: no event, no metric.
 * @throws StoreUnavailableError
 */
export const createNoteProbe =
  ({ notes, clock }: Dependencies) =>
  async ({ channel, probeId }: ProbeArrival): Promise<void> =>
    notes.note(channel, { probeId, seenAt: clock() });
