import { delayBefore } from './backoff.ts';
import { isSpoken } from './command.ts';
import { type Confirmation, isFinal, type OutboxEntry } from './entry.ts';
import type { Verdict } from './platform.ts';
import { type ReasonCode, reasonOf } from './reason.ts';
import type { Timing } from './timing.ts';

/** `now` is in epoch milliseconds. */
type Times = { now: number; timing: Timing };

/** `random` is from 0 to below 1. */
type Chance = Times & { random: number };

/** Why an entry waits, and the platform's last words. */
type Cause = Pick<OutboxEntry, 'reason' | 'error'>;

/** What has come to its end is never changed again. */
const changed = (entry: OutboxEntry, now: number, changes: Partial<OutboxEntry>): OutboxEntry =>
  isFinal(entry.status) ? entry : { ...entry, ...changes, updatedAt: now };

/** What an entry holds only while it waits. */
const noWait = { nextTryAt: undefined, evidenceUntil: undefined, reason: undefined, error: undefined };

const giveUpAt = ({ queuedAt, createdAt }: OutboxEntry, { giveUpAge }: Timing): number =>
  (queuedAt ?? createdAt) + giveUpAge;

/** Nothing waits for what is past, nor longer than until it is given up. */
const within = (at: number, entry: OutboxEntry, { now, timing }: Times): number =>
  Math.max(now, Math.min(at, giveUpAt(entry, timing)));

/** What is seen twice when it is done twice: it is not tried again before evidence was looked for. */
const needsEvidence = ({ doubtful, command }: OutboxEntry): boolean => doubtful === true && isSpoken(command);

const waiting = (entry: OutboxEntry, until: number, cause: Cause, times: Times): OutboxEntry => {
  const nextTryAt = within(until, entry, times);
  const evidenceUntil = needsEvidence(entry) ? nextTryAt : undefined;
  return changed(entry, times.now, { status: 'waiting', nextTryAt, evidenceUntil, ...cause });
};

/** The entry with an attempt begun. */
export const begin = (entry: OutboxEntry, now: number): OutboxEntry =>
  changed(entry, now, { ...noWait, status: 'sending', attempts: entry.attempts + 1, attemptAt: now });

/** The entry as sent, by what proved it. */
export const confirmed = (
  entry: OutboxEntry,
  confirmedBy: Confirmation,
  { platformId, now }: { platformId?: string | undefined; now: number },
): OutboxEntry =>
  changed(entry, now, { ...noWait, status: 'sent', place: undefined, confirmedBy, platformId });

/** Nobody knows whether the last attempt was carried out. Where the conversation can tell, it is asked for a while. */
const uncertain = (entry: OutboxEntry, cause: Cause, chance: Chance): OutboxEntry => {
  const { now, timing, random } = chance;
  const doubtful = changed(entry, now, { doubtful: true });
  const delay = delayBefore(entry.attempts, { random, timing });
  if (!needsEvidence(doubtful)) return waiting(doubtful, now + delay, cause, chance);
  return whileLooking(waiting(doubtful, now + Math.max(timing.evidenceWait, delay), cause, chance), chance);
};

/**
 * The entry after evidence was looked for in vain, before the time for it is over: it is looked for again, less often
 * the longer there is still to wait.
 */
export const whileLooking = (entry: OutboxEntry, { now, timing }: Times): OutboxEntry => {
  const { evidenceUntil = now } = entry;
  const interval = Math.max(timing.evidenceInterval, Math.ceil((evidenceUntil - now) / 5));
  return changed(entry, now, { nextTryAt: Math.max(now, Math.min(now + interval, evidenceUntil)) });
};

/** An entry that was found as `sending`: whoever was at it did not come to its end. */
export const interrupted = (entry: OutboxEntry, chance: Chance): OutboxEntry =>
  uncertain(entry, { reason: reasonOf('INTERRUPTED'), error: undefined }, chance);

type Refusal = Extract<Verdict, { is: 'refused' | 'unregistered' }>;

const failed = (entry: OutboxEntry, verdict: Refusal, now: number): OutboxEntry => {
  const { status, message } = verdict;
  // The platform says of feedback that it has it already: from the attempt whose outcome nobody knew.
  const isKnown = verdict.is === 'refused' && verdict.duplicate === true && entry.command.kind === 'feedback';
  if (isKnown && entry.doubtful === true) return confirmed(entry, 'answer', { now });
  const doubt = entry.doubtful === true ? 'an earlier attempt may have been carried out' : undefined;
  return changed(entry, now, {
    ...noWait,
    status: 'failed',
    place: undefined,
    reason: reasonOf(verdict.is === 'refused' ? 'REFUSED' : 'UNREGISTERED', doubt),
    error: { status, message },
  });
};

type Postponed = Extract<Verdict, { is: 'busy' | 'unclear' }>;

const causeOf = (code: ReasonCode, { reason, status, message = reason }: Postponed): Cause => ({
  reason: reasonOf(code, reason),
  error: { status, message },
});

/** The entry after the attempt that was begun. */
export const afterVerdict = (entry: OutboxEntry, verdict: Verdict, chance: Chance): OutboxEntry => {
  const { now, random, timing } = chance;
  switch (verdict.is) {
    case 'done':
      return confirmed(entry, 'answer', { platformId: verdict.platformId, now });
    case 'busy': {
      const { status, retryAfterMs } = verdict;
      const until = now + delayBefore(entry.attempts, { retryAfterMs, random, timing });
      return waiting(entry, until, causeOf(status === undefined ? 'UNREACHABLE' : 'BUSY', verdict), chance);
    }
    case 'unclear':
      return uncertain(entry, causeOf('UNCONFIRMED', verdict), chance);
    case 'unauthorized': {
      const { status, message } = verdict;
      const cause = { reason: reasonOf('CREDENTIALS_REFUSED'), error: { status, message } };
      // The command had no part in it: the attempt does not count.
      const uncounted = changed(entry, now, { attempts: entry.attempts - 1 });
      return waiting(uncounted, now + timing.probeInterval, cause, chance);
    }
    case 'refused':
    case 'unregistered':
      return failed(entry, verdict, now);
    default:
      return verdict satisfies never;
  }
};

/** The entry as waiting although nothing was tried: its turn has come, but nothing may be sent. */
export const held = (
  entry: OutboxEntry,
  { until, reason, ...times }: Times & { until: number; reason: 'BREAKER_OPEN' | 'NOT_CONFIGURED' },
): OutboxEntry => waiting(entry, until, { reason: reasonOf(reason), error: entry.error }, times);

/** The entry as ended where it has grown too old; else `undefined`. */
export const giveUpIfOld = (entry: OutboxEntry, { now, timing }: Times): OutboxEntry | undefined => {
  if (isFinal(entry.status) || now < giveUpAt(entry, timing)) return undefined;
  const last = entry.error?.message ?? entry.reason ?? 'it was never tried';
  return changed(entry, now, {
    ...noWait,
    status: entry.doubtful === true ? 'unconfirmed' : 'failed',
    place: undefined,
    reason: reasonOf('EXPIRED'),
    error: { status: entry.error?.status, message: `Given up because of its age. Last: ${last}` },
  });
};

/** How long an entry still waits: milliseconds. */
export const waitOf = ({ nextTryAt = 0 }: OutboxEntry, now: number): number => Math.max(0, nextTryAt - now);
