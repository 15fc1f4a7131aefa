/** Waiting times of the outbox, in whole milliseconds. */
export type Timing = {
  /** What all of them are divided by already; a wait that the platform asks for is still to be. */
  scale: number;
  /** The first wait is up to this long, and each further one up to twice as long as the one before. */
  backoffBase: number;
  longestBackoff: number;
  /** A command older than this is given up. */
  giveUpAge: number;
  /** How long evidence of an attempt is looked for whose outcome nobody knows, and how often. */
  evidenceWait: number;
  evidenceInterval: number;
  /** How often an open breaker lets one command through. */
  probeInterval: number;
};

const minute = 60_000;

/** All of them divided by `scale`: tests need not wait. */
export const timingAt = (scale: number): Timing => {
  const scaled = (ms: number): number => Math.ceil(ms / scale);
  return {
    scale,
    backoffBase: scaled(1_000),
    longestBackoff: scaled(15 * minute),
    giveUpAge: scaled(60 * minute),
    evidenceWait: scaled(20_000),
    evidenceInterval: scaled(4_000),
    probeInterval: scaled(30_000),
  };
};
