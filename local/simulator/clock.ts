import { longestTimerMs } from '#local/longest-timer.ts';

/** The time that the platform goes by: the machine's, or a test's own. */
export type Clock = {
  /** ms since 1970. */
  now(): number;
  /** Calls `act` once, this many ms from now, unless the function it returns is called before. */
  after(ms: number, act: () => void): () => void;
};

export const machineClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    // Unreferenced: a repeat that is still to come keeps no process alive.
    const timer = setTimeout(act, Math.min(ms, longestTimerMs)).unref();
    return () => clearTimeout(timer);
  },
};
