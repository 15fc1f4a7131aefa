import type { Item } from './item.ts';

const day = 86_400;
const month = 30 * day;

/** The attribute by whose time DynamoDB deletes an item. The stack reads it here, so that the two cannot differ. */
export type TtlAttribute = 'expireAt';

const ttl: TtlAttribute = 'expireAt';

/** Epoch seconds of epoch milliseconds. DynamoDB deletes late, so conditions and reads compare for themselves. */
export const epochSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Condition: there is no such item, or one that DynamoDB has yet to delete. `:now` is in epoch seconds. */
export const isAbsent = `attribute_not_exists(pk) OR ${ttl} < :now`;

/** Condition: it has not expired. `:now` is in epoch seconds. */
export const isAlive = `${ttl} >= :now`;

/** The same of an item that was read. `now` is in epoch milliseconds. */
export const isAliveAt = (now: number, item: Item): boolean => Number(item[ttl]?.N) >= epochSeconds(now);

/** Until when each kind of item is kept: epoch seconds, as DynamoDB's TTL wants them. */
export type Expiry = {
  event: (storedAt: number) => number;
  head: (updatedAt: number) => number;
  user: (boundAt: number) => number;
  command: (changedAt: number) => number;
};

/**
 * The summary outlives its events, so that seq does not start again; a user's names, renewed once a month,
 * outlive the summary they lead to.
 */
export const expiryAfter = (retentionDays: number): Expiry => {
  const retention = retentionDays * day;
  return {
    event: (storedAt) => epochSeconds(storedAt) + retention,
    head: (updatedAt) => epochSeconds(updatedAt) + retention + month,
    user: (boundAt) => epochSeconds(boundAt) + retention + 2 * month,
    command: (changedAt) => epochSeconds(changedAt) + retention,
  };
};
