import type { Delivery, Phase } from './delivery.ts';
import { loseOldEvents, type WebhookState } from './webhook-state.ts';

const countBy = (keys: readonly string[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts);
};

const isoTime = (ms: number): string => new Date(ms).toISOString();

/** Attempts by outcome: a status, `timeout` or `unreachable`. */
const countOutcomes = (history: readonly Delivery[]) =>
  countBy(history.flatMap(({ attempts }) => attempts.map(({ status }) => String(status))));

/** What the platform knows of the webhook and of every delivery since the last reset, as JSON. */
export const describeWebhook = (state: WebhookState, now: number) => {
  loseOldEvents(state, now);
  const { disabledAt, disabledCount, history } = state;
  const count = (...phases: Phase[]) => history.filter(({ phase }) => phases.includes(phase)).length;
  return {
    deliveries: countOutcomes(history),
    webhook: {
      enabled: disabledAt === undefined,
      ...(disabledAt !== undefined && { disabledAt: isoTime(disabledAt) }),
      disabledCount,
      underWay: count('under way'),
      waiting: count('waiting'),
      // Right after enabling, what was queued still waits for its turn.
      queued: count('queued', 'ready'),
      delivered: count('delivered'),
      dropped: count('dropped'),
      lost: count('lost'),
    },
    history: history.map(({ id, phase, attempts }) => ({ id, phase, attempts })),
  };
};
