import type { Metrics } from '#functions/shared/domain/observe.ts';
import type { OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { isUploadExpired, uploadExpired } from '#functions/shared/domain/outbox/upload.ts';

type Dependencies = {
  outbox: Pick<OutboxStore, 'list' | 'save'>;
  /** Names of the channels that are sent to. */
  channels: readonly string[];
  metrics: Metrics;
  clock: () => number;
};

/** Entries of a channel looked at in one run; the oldest come first. */
const mostLookedAt = 500;

/** Ends the files that were announced and never came. What is left at `until` (epoch milliseconds) waits for the next run. */
export const createExpireUploads =
  ({ outbox, channels, metrics, clock }: Dependencies) =>
  async (until: number): Promise<void> => {
    for (const channel of channels) {
      const page = { order: 'asc', limit: mostLookedAt } as const;
      const { items } = await outbox.list({ channel, status: 'awaiting_upload' }, page);
      for (const entry of items.filter((waiting) => isUploadExpired(waiting, clock()))) {
        if (clock() >= until) return;
        const saved = await outbox.save(uploadExpired(entry, clock()));
        if (saved !== undefined) metrics.add(channel, 'SendFailed');
      }
    }
  };
