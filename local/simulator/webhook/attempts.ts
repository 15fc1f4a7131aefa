import { EventEmitter, once } from 'node:events';
import type { Clock } from '#local/simulator/clock.ts';
import {
  type AttemptOutcome,
  type DeliveryTarget,
  deliverWebhook,
  type Outgoing,
} from './deliver-webhook.ts';
import type { Delivery } from './delivery.ts';
import { createRepeats } from './repeats.ts';
import { beginAttempt, endAttempt, forgetDeliveries, type WebhookState } from './webhook-state.ts';

type Parts = { state: WebhookState; target: DeliveryTarget; clock: Clock };

/** Makes the attempts that the state allows, and the repeats that follow from them. */
export const createAttempts = ({ state, target, clock }: Parts) => {
  const stop = new AbortController();
  const repeats = createRepeats(clock);
  const changes = new EventEmitter().setMaxListeners(0);
  let underWay = 0;

  const attempt = async (delivery: Delivery, outgoing: Outgoing): Promise<AttemptOutcome> => {
    const at = new Date(clock.now()).toISOString();
    underWay += 1;
    const outcome = await deliverWebhook(target, outgoing, stop.signal);
    underWay -= 1;
    const { status, ms } = outcome;
    const wait = endAttempt(state, delivery, { attempt: { at, status, ms }, now: clock.now() });
    if (state.disabledAt !== undefined || stop.signal.aborted) repeats.cancelAll();
    else if (wait !== undefined) repeats.plan(wait, () => void begin(delivery));
    changes.emit('change');
    return outcome;
  };

  /** Undefined where the delivery is not to be attempted now. Never rejects. */
  const begin = async (delivery: Delivery): Promise<AttemptOutcome | undefined> => {
    const outgoing = beginAttempt(state, delivery);
    return outgoing && attempt(delivery, outgoing);
  };

  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await once(changes, 'change');
  };

  /** Waits for attempts under way; what they lead to is forgotten. */
  const reset = async (): Promise<void> => {
    forgetDeliveries(state);
    repeats.cancelAll();
    changes.emit('change');
    await until(() => underWay === 0);
  };

  return { begin, until, reset, stop: () => stop.abort() };
};
