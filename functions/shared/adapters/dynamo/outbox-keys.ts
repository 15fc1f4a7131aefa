import {
  laneOf,
  type OutboxEntry,
  type OutboxStatus,
  placeInList,
} from '#functions/shared/domain/outbox/entry.ts';
import type { Lane } from '#functions/shared/domain/outbox/outbox-store.ts';

/** Index of a lane's entries by place: of those that have one. */
export const inLaneIndex = 'inLane';

/** Index of a channel's entries by status and last change, until they are sent. */
export const unfinishedIndex = 'unfinished';

const lanePrefix = 'OUT#';

export const lanePartition = (lane: Lane): string => `${lanePrefix}${laneOf(lane)}`;

export const outboxKey = (lane: Lane, ulid: string) => ({ pk: lanePartition(lane), sk: ulid });

/** The id of the entry that stands under this key. */
export const outboxIdOf = (pk: string, sk: string): string => `${pk.slice(lanePrefix.length)}:${sk}`;

/** The key of an entry that has its id. */
export const entryKey = (entry: Pick<OutboxEntry, 'outboxId' | 'channel' | 'laneUser'>) =>
  outboxKey(entry, entry.outboxId.slice(laneOf(entry).length + 1));

export const unfinishedShard = (channel: string, status: OutboxStatus): string => `${channel}#${status}`;

/** Keys of the `unfinished` index; without them an entry is not in it. The ULID makes them unique. */
export const unfinishedKeys = (entry: OutboxEntry) =>
  entry.status === 'sent'
    ? {}
    : {
        unfinishedShard: unfinishedShard(entry.channel, entry.status),
        unfinishedAt: placeInList(entry),
      };
