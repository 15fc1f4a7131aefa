import type { Breaker } from './outbox-store.ts';
import type { Verdict } from './platform.ts';
import type { Timing } from './timing.ts';

/** So many failures in a row open a channel's breaker. */
export const failuresToOpen = 20;

/** Whether a command may be sent; times are epoch milliseconds. */
export type Admission =
  | { is: 'closed' }
  /** To whoever takes it: one command, to see whether the platform is back. */
  | { is: 'probe' }
  /** Until the next of those. */
  | { is: 'open'; until: number };

export const admit = (
  { openedAt, probedAt = 0 }: Breaker,
  { now, timing }: { now: number; timing: Timing },
): Admission => {
  if (openedAt === undefined) return { is: 'closed' };
  const until = Math.max(openedAt, probedAt) + timing.probeInterval;
  return now >= until ? { is: 'probe' } : { is: 'open', until };
};

/** What an overloaded platform answers while it is well enough to say so: neither a failure nor a success. */
const restraining = new Set<number | undefined>([425, 429]);

/** Whether the platform failed, whatever was asked of it. `unauthorized` is none: it opens the breaker at once. */
export const isTransient = (verdict: Verdict): verdict is Extract<Verdict, { is: 'busy' | 'unclear' }> =>
  verdict.is === 'unclear' ||
  (verdict.is === 'busy' && verdict.ours !== true && !restraining.has(verdict.status));

/** Whether the platform is shown to be well: it did what was asked, or said why not. */
export const closesBreaker = (verdict: Verdict): boolean =>
  verdict.is === 'done' ||
  verdict.is === 'unregistered' ||
  (verdict.is === 'refused' && verdict.ours !== true);
