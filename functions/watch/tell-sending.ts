import type { Metrics } from '#functions/shared/domain/observe.ts';
import type { BreakerStore, OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';

type Dependencies = {
  outbox: Pick<OutboxStore, 'list'>;
  breakers: Pick<BreakerStore, 'read'>;
  /** Names of the channels that are sent to. */
  channels: readonly string[];
  metrics: Metrics;
  clock: () => number;
};

/** Entries of a status looked at; those that were not changed for longest come first. */
const mostLookedAt = 100;

const minute = 60_000;

/** Since when the oldest command waits that is neither sent nor given up: epoch milliseconds. */
const oldestSince = async ({ outbox }: Dependencies, channel: string): Promise<number | undefined> => {
  const page = { order: 'asc', limit: mostLookedAt } as const;
  const statuses = ['queued', 'waiting', 'sending'] as const;
  const lists = await Promise.all(statuses.map((status) => outbox.list({ channel, status }, page)));
  const since = lists.flatMap(({ items, unreadable }) => [
    ...items.map(({ queuedAt, createdAt }) => queuedAt ?? createdAt),
    // Nobody can send it, nor what stands behind it: somebody must come to know.
    ...unreadable.map(({ updatedAt }) => updatedAt),
  ]);
  return since.length === 0 ? undefined : Math.min(...since);
};

/**
 * Tells of each channel that is sent to for how many minutes its oldest command has waited, and whether its platform
 * is not called. The queue's own figures cannot: a message that was received three times counts no longer in its age.
 */
export const createTellSending = (deps: Dependencies) => async (): Promise<void> => {
  const { breakers, channels, metrics, clock } = deps;
  for (const channel of channels) {
    const since = (await oldestSince(deps, channel)) ?? clock();
    metrics.add(channel, 'SendAgeMinutes', Math.floor(Math.max(0, clock() - since) / minute));
    const { openedAt } = await breakers.read(channel);
    if (openedAt !== undefined) metrics.add(channel, 'BreakerOpen');
  }
};
