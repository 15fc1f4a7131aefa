import type { Timing } from './timing.ts';

type Circumstances = {
  /** What the platform asks to wait: milliseconds. */
  retryAfterMs?: number | undefined;
  /** From 0 to below 1. */
  random: number;
  timing: Timing;
};

/**
 * How long to wait before the next attempt: whole milliseconds. `attempts` were begun so far. The wait is a random part
 * of a time that doubles with each attempt, so that those who failed together do not come back together; what the
 * platform asks for is the least of it. Neither is ever longer than `timing.longestBackoff`.
 */
export const delayBefore = (
  attempts: number,
  { retryAfterMs = 0, random, timing }: Circumstances,
): number => {
  const { backoffBase, longestBackoff, scale } = timing;
  const ceiling = Math.min(longestBackoff, backoffBase * 2 ** (attempts - 1));
  const floor = Math.min(longestBackoff, Math.ceil(retryAfterMs / scale));
  return Math.max(floor, Math.floor(random * ceiling));
};
