import type { UserName } from '#functions/shared/domain/conversation-id.ts';
import { sha256 } from '#functions/shared/domain/digest.ts';

/** Index of a conversation's events by seq. */
export const bySeqIndex = 'bySeq';

/** Index of a channel's conversations by the hour of their last activity. */
export const recentIndex = 'recent';

/** A busy channel writes to this many partitions of the index. */
const shardCount = 4;

export const headSortKey = 'HEAD';
export const eventPrefix = 'MSG#';
export const userPrefix = 'CONV#';

export const conversationKey = (conversationId: string): string => `CONV#${conversationId}`;

export const headKey = (conversationId: string) => ({ pk: conversationKey(conversationId), sk: headSortKey });

export const eventKey = (conversationId: string, position: string) => ({
  pk: conversationKey(conversationId),
  sk: `${eventPrefix}${position}`,
});

export const markerKey = (conversationId: string, identity: string) => ({
  pk: conversationKey(conversationId),
  sk: `ID#${identity}`,
});

export const userPartition = (channel: string, user: UserName): string => `USER#${channel}#${user}`;

export const userItemKey = (channel: string, businessId: string, user: UserName) => ({
  pk: userPartition(channel, user),
  sk: `${userPrefix}${businessId}`,
});

/** What commands told of a user. */
export const profileKey = (channel: string, user: UserName) => ({
  pk: userPartition(channel, user),
  sk: 'PROFILE',
});

const controlPartition = (channel: string): string => `CONTROL#${channel}`;

export const breakerKey = (channel: string) => ({ pk: controlPartition(channel), sk: 'BREAKER' });

/** The latest probe that came through. */
export const probeKey = (channel: string) => ({ pk: controlPartition(channel), sk: 'PROBE' });

/** An outage after which the webhook may be off, and when the platform was last asked to switch it on. */
export const enableKey = (channel: string) => ({ pk: controlPartition(channel), sk: 'ENABLE' });

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What was done on the day of this time: UTC. */
export const auditPartition = (at: number): string => `AUDIT#${day(at)}`;

/** The ULID keeps apart what was done in one millisecond. */
export const auditKey = (at: number, ulid: string) => ({
  pk: auditPartition(at),
  sk: `${new Date(at).toISOString()}#${ulid}`,
});

/** A caller chooses the key of a request, so only its digest stands in ours. */
export const idempotencyKey = (key: string) => ({ pk: `IDEM#${sha256(key)}`, sk: 'IDEM' });

export const recentShards = (channel: string): string[] =>
  Array.from({ length: shardCount }, (_, shard) => `${channel}#${shard}`);

/**
 * Keys of the `recent` index. They change once an hour at most, so that a busy conversation costs one index
 * write an hour; a digest of the id behind the hour makes them unique, and so one order over all shards.
 */
export const recentKeys = (channel: string, conversationId: string, now: number) => {
  const digest = sha256(conversationId).slice(0, 32);
  const shard = Number.parseInt(digest.slice(0, 2), 16) % shardCount;
  return {
    recentShard: `${channel}#${shard}`,
    recentAt: `${new Date(now).toISOString().slice(0, 13)}#${digest}`,
  };
};

/** The conversation of a partition key. */
export const conversationOf = (pk: string): string => pk.slice(conversationKey('').length);
