import { mayPass } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import { laneOf, type OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Lane, OutboxStore, WakeUps } from '#functions/shared/domain/outbox/outbox-store.ts';
import { inParallel } from './in-parallel.ts';

type Dependencies = {
  outbox: Pick<OutboxStore, 'list' | 'next'>;
  wakeUps: WakeUps;
  log: Log;
  /** Names of the channels that are sent to. */
  channels: readonly string[];
  /** Divides waiting times. */
  timeScale: number;
  clock: () => number;
};

/** How long after its time a command counts as forgotten, in milliseconds. */
const grace = 60_000;

/** A command that is being sent comes back by itself when the queue's visibility time-out ends: milliseconds. */
const longestSending = 7 * 60_000;

/** Entries read at once. */
const pageSize = 200;
const callsAtOnce = 20;

const dueAt = ({ status, updatedAt, nextTryAt = updatedAt }: OutboxEntry, timeScale: number): number => {
  if (status === 'waiting') return nextTryAt + grace / timeScale;
  return updatedAt + (status === 'sending' ? longestSending : grace) / timeScale;
};

/**
 * Wakes the lanes whose oldest command should long have been taken up: its wake-up got lost. One that was not lost
 * only finds its work done.
 * @throws any error as soon as the table or the queue fails.
 */
export const createWakeForgotten =
  ({ outbox, wakeUps, log, channels, timeScale, clock }: Dependencies) =>
  async (until: number): Promise<void> => {
    const now = clock();
    const isForgotten = (entry: OutboxEntry): boolean => dueAt(entry, timeScale) <= now;

    const suspects = new Map<string, Lane>();
    const suspectAll = async (of: { channel: string; status: 'queued' | 'waiting' | 'sending' }) => {
      let after: string | undefined;
      do {
        // The longest unchanged come first: behind one that changed just now, nothing is forgotten.
        const { items, next } = await outbox.list(of, { order: 'asc', limit: pageSize, after });
        for (const entry of items.filter(isForgotten)) suspects.set(laneOf(entry), entry);
        const isYoung = (items.at(-1)?.updatedAt ?? 0) > now - grace / timeScale;
        after = isYoung ? undefined : next;
      } while (after !== undefined && clock() < until);
    };
    for (const channel of channels) {
      for (const status of ['queued', 'waiting', 'sending'] as const) await suspectAll({ channel, status });
    }
    const oldestOf = async (lane: Lane): Promise<OutboxEntry | undefined> => {
      try {
        return await outbox.next(lane);
      } catch (error) {
        // One that cannot be read keeps its own lane waiting, not the others.
        if (mayPass(error)) throw error;
        log.error('The oldest command of a lane cannot be read.', { lane: laneOf(lane) }, error);
        return undefined;
      }
    };
    await inParallel([...suspects.values()], callsAtOnce, async (lane) => {
      const oldest = clock() < until ? await oldestOf(lane) : undefined;
      // Behind one that waits for its time, others wait too: they are not forgotten.
      if (oldest !== undefined && isForgotten(oldest)) await wakeUps.send(lane, `watch-${now}`);
    });
  };
