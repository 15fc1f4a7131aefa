import type { AttemptOutcome, Outgoing } from './deliver-webhook.ts';
import { restamp } from './restamp.ts';

/** Copies of a delivery lie a millisecond apart: repeats of one bear no time of another. */
const betweenRepeatsMs = 60_000;

/** One try of a delivery: when it began, and how it ended. */
export type Attempt = { at: string; status: AttemptOutcome['status']; ms: number };

/**
 * `ready` to be attempted, `under way`, `waiting` for its repeat, `queued` because the webhook is disabled;
 * in the end `delivered`, `dropped` after its seventh failure, or `lost` because it was queued for too long.
 */
export type Phase = 'ready' | 'under way' | 'waiting' | 'queued' | 'delivered' | 'dropped' | 'lost';

/** An event on its way to the receiver. */
export type Delivery = {
  readonly id: number;
  phase: Phase;
  readonly attempts: Attempt[];
  /** Of the attempts in a row that the schedule counts. */
  failures: number;
  /** ms since 1970. */
  queuedAt: number;
  /** Let go when it ends: only the attempts are kept. */
  outgoing: Outgoing | undefined;
};

export const createDelivery = (id: number, outgoing: Outgoing): Delivery => ({
  id,
  phase: 'ready',
  attempts: [],
  failures: 0,
  queuedAt: 0,
  outgoing,
});

/** What its next attempt sends; undefined where it has ended. */
export const nextOutgoing = ({ outgoing, attempts }: Delivery): Outgoing | undefined =>
  outgoing?.restamp
    ? { ...outgoing, body: restamp(outgoing.body, attempts.length * betweenRepeatsMs) }
    : outgoing;

// Undocumented: what had been attempted before starts over with seven attempts, as if it were new.
export const queueDelivery = (delivery: Delivery, now: number): void => {
  delivery.phase = 'queued';
  delivery.queuedAt = now;
  delivery.failures = 0;
};

export const endDelivery = (delivery: Delivery, phase: 'delivered' | 'dropped' | 'lost'): void => {
  delivery.phase = phase;
  delivery.outgoing = undefined;
};

export const isSuccess = ({ status }: Pick<Attempt, 'status'>): boolean =>
  typeof status === 'number' && status >= 200 && status < 300;
