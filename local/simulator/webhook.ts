import { type DeliveryOutcome, type DeliveryTarget, deliverWebhook } from './deliver-webhook.ts';

/** The platform's side of the registered webhook: delivers, and counts how deliveries ended. */
export type Webhook = {
  deliver(body: Uint8Array<ArrayBuffer>): Promise<DeliveryOutcome>;
  /** Deliveries since the last reset by outcome: a status, `timeout` or `unreachable`. */
  counts(): Record<string, number>;
  /** Waits for deliveries under way, so that none of them counts afterwards. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

export const createWebhook = (target: DeliveryTarget): Webhook => {
  const stop = new AbortController();
  const underWay = new Set<Promise<DeliveryOutcome>>();
  const counts = new Map<string, number>();

  const deliverAndCount = async (body: Uint8Array<ArrayBuffer>): Promise<DeliveryOutcome> => {
    const outcome = await deliverWebhook(target, body, stop.signal);
    const key = String(outcome.status);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return outcome;
  };

  return {
    deliver: async (body) => {
      const delivery = deliverAndCount(body);
      underWay.add(delivery);
      try {
        return await delivery;
      } finally {
        underWay.delete(delivery);
      }
    },
    counts: () => Object.fromEntries(counts),
    reset: async () => {
      await Promise.all(underWay);
      counts.clear();
    },
    close: async () => {
      stop.abort();
      await Promise.all(underWay);
    },
  };
};
