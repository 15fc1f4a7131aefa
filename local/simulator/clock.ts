/** The time that the platform goes by: the machine's, or a test's own. */
export type Clock = {
  /** ms since 1970. */
  now(): number;
  /** Calls `act` once, this many ms from now, unless the function it returns is called before. */
  after(ms: number, act: () => void): () => void;
};

const longestTimer = 2 ** 31 - 1;

export const machineClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    // Node fires a longer timer at once. Unreferenced: a repeat that is still to come keeps no process alive.
    const timer = setTimeout(act, Math.min(ms, longestTimer)).unref();
    return () => clearTimeout(timer);
  },
};
