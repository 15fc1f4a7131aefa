import type { Clock } from '#local/simulator/clock.ts';
import { createAttempts } from './attempts.ts';
import type { AttemptOutcome, DeliveryTarget, Outgoing } from './deliver-webhook.ts';
import type { Delivery, Phase } from './delivery.ts';
import { describeWebhook } from './describe-webhook.ts';
import { acceptEvent, createWebhookState, enableWebhook } from './webhook-state.ts';

/** How the first attempt of a delivery ended, or that it is queued because the webhook is disabled. */
export type FirstOutcome = Omit<AttemptOutcome, 'status'> & {
  id: number;
  status: AttemptOutcome['status'] | 'queued';
};

/** The platform's side of the registered webhook: attempts, repeats, disabling and the queue. */
export type Webhook = {
  /** Resolves after the first attempt, never rejects; repeats go on in the background. */
  deliver(outgoing: Outgoing): Promise<FirstOutcome>;
  /** What was queued is attempted one after the other; new events do not wait for that. */
  enable(): void;
  describe(): ReturnType<typeof describeWebhook>;
  /** Resolves when no attempt is under way or about to be; repeats may wait. */
  idle(): Promise<void>;
  /** Resolves when no repeat waits either: nothing more happens by itself. */
  settled(): Promise<void>;
  /** Forgets everything; waits for attempts under way, so that none of them arrives afterwards. */
  reset(): Promise<void>;
  /** Ends attempts under way. */
  close(): Promise<void>;
};

type WebhookOptions = { target: DeliveryTarget; timeScale: number; clock: Clock };

const queued = { status: 'queued', ms: 0, body: '', reason: 'the webhook is disabled' } as const;

export const createWebhook = ({ target, timeScale, clock }: WebhookOptions): Webhook => {
  const state = createWebhookState(timeScale);
  const { begin, until, reset, stop } = createAttempts({ state, target, clock });
  const isNone = (...phases: Phase[]) => [...state.open].every(({ phase }) => !phases.includes(phase));

  const release = async (deliveries: readonly Delivery[]): Promise<void> => {
    for (const delivery of deliveries) await begin(delivery);
  };

  return {
    deliver: async (outgoing) => {
      const delivery = acceptEvent(state, outgoing, clock.now());
      const outcome = await begin(delivery);
      return { id: delivery.id, ...(outcome ?? queued) };
    },
    enable: () => {
      // Not awaited: attempts never reject, and the state tells how they ended.
      void release(enableWebhook(state, clock.now()));
    },
    describe: () => describeWebhook(state, clock.now()),
    idle: () => until(() => isNone('ready', 'under way')),
    settled: () => until(() => isNone('ready', 'under way', 'waiting')),
    reset,
    close: async () => {
      stop();
      await reset();
    },
  };
};
