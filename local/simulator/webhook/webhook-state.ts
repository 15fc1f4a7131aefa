import type { Outgoing } from './deliver-webhook.ts';
import {
  type Attempt,
  createDelivery,
  type Delivery,
  endDelivery,
  isSuccess,
  nextOutgoing,
  queueDelivery,
} from './delivery.ts';
import { waitAfter } from './repeat-schedule.ts';

/** The registered webhook as the platform keeps it. Knows neither clock nor network: times (ms) come in. */
export type WebhookState = {
  /** Divides the waits and the life of what is queued. */
  readonly timeScale: number;
  /** All deliveries, in the order they came. */
  readonly history: Delivery[];
  /** Those that have not ended, in the same order. */
  readonly open: Set<Delivery>;
  /** Undefined while the webhook is enabled. */
  disabledAt: number | undefined;
  disabledCount: number;
  /** Goes on when the rest is forgotten. */
  lastId: number;
};

const queueLifeMs = 3_600_000;

export const createWebhookState = (timeScale: number): WebhookState => ({
  timeScale,
  history: [],
  open: new Set(),
  disabledAt: undefined,
  disabledCount: 0,
  lastId: 0,
});

/** A new event: ready, or queued while the webhook is disabled. */
export const acceptEvent = (state: WebhookState, outgoing: Outgoing, now: number): Delivery => {
  state.lastId += 1;
  const delivery = createDelivery(state.lastId, outgoing);
  if (state.disabledAt !== undefined) queueDelivery(delivery, now);
  state.history.push(delivery);
  state.open.add(delivery);
  return delivery;
};

/** What to send now; undefined where there is nothing to attempt: queued, under way, ended or forgotten. */
export const beginAttempt = ({ open }: WebhookState, delivery: Delivery): Outgoing | undefined => {
  if (!open.has(delivery)) return undefined;
  if (delivery.phase !== 'ready' && delivery.phase !== 'waiting') return undefined;
  delivery.phase = 'under way';
  return nextOutgoing(delivery);
};

const disableWebhook = (state: WebhookState, now: number): void => {
  state.disabledAt = now;
  state.disabledCount += 1;
  for (const delivery of state.open)
    if (delivery.phase === 'waiting' || delivery.phase === 'ready') queueDelivery(delivery, now);
};

const endAs = ({ open }: WebhookState, delivery: Delivery, phase: 'delivered' | 'dropped' | 'lost'): void => {
  open.delete(delivery);
  endDelivery(delivery, phase);
};

const failAttempt = (state: WebhookState, delivery: Delivery, now: number): number | undefined => {
  delivery.failures += 1;
  const wait = waitAfter(delivery.failures);
  if (wait === undefined) {
    endAs(state, delivery, 'dropped');
    if (state.disabledAt === undefined) disableWebhook(state, now);
    return undefined;
  }
  if (state.disabledAt !== undefined) {
    queueDelivery(delivery, now);
    return undefined;
  }
  delivery.phase = 'waiting';
  return wait / state.timeScale;
};

/** Notes how an attempt ended; returns the ms until the repeat where one is to come. */
export const endAttempt = (
  state: WebhookState,
  delivery: Delivery,
  { attempt, now }: { attempt: Attempt; now: number },
): number | undefined => {
  if (!state.open.has(delivery)) return undefined;
  delivery.attempts.push(attempt);
  if (!isSuccess(attempt)) return failAttempt(state, delivery, now);
  endAs(state, delivery, 'delivered');
  return undefined;
};

/** Lets go of what is queued for too long. */
export const loseOldEvents = (state: WebhookState, now: number): void => {
  for (const delivery of state.open)
    if (delivery.phase === 'queued' && now - delivery.queuedAt > queueLifeMs / state.timeScale)
      endAs(state, delivery, 'lost');
};

/** Enables the webhook; returns what was queued and is not lost, now ready, in the order it came. */
export const enableWebhook = (state: WebhookState, now: number): Delivery[] => {
  loseOldEvents(state, now);
  state.disabledAt = undefined;
  const released = [...state.open].filter(({ phase }) => phase === 'queued');
  for (const delivery of released) delivery.phase = 'ready';
  return released;
};

/** Enabled, and nothing known: attempts under way end unnoticed. */
export const forgetDeliveries = (state: WebhookState): void => {
  state.history.length = 0;
  state.open.clear();
  state.disabledAt = undefined;
  state.disabledCount = 0;
};
