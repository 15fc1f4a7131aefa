import type { Profile } from '#functions/shared/domain/outbox/command.ts';
import { laneOf, type OutboxEntry, placeInList } from '#functions/shared/domain/outbox/entry.ts';
import type {
  Breaker,
  BreakerStore,
  Claim,
  IdempotencyStore,
  Lane,
  OutboxStore,
} from '#functions/shared/domain/outbox/outbox-store.ts';

const ascending = (a = '', b = ''): number => (a < b ? -1 : Number(a > b));

const told = (profile: Profile): Profile =>
  Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));

/**
 * An outbox in memory with the rules of the table, but that nothing expires; its contract test runs against both.
 * Entries of the ids in `unreadable` are as another version would have written them.
 */
export const createMemoryOutbox = ({
  unreadable = [],
}: {
  unreadable?: readonly string[];
} = {}): OutboxStore => {
  const isReadable = ({ outboxId }: OutboxEntry): boolean => !unreadable.includes(outboxId);
  const readable = (entry: OutboxEntry | undefined): OutboxEntry | undefined => {
    if (entry === undefined || isReadable(entry)) return entry;
    throw new Error('This entry is not of this version.');
  };
  const entries = new Map<string, OutboxEntry>();
  const profiles = new Map<string, Profile>();
  const keep = (entry: OutboxEntry): OutboxEntry => {
    entries.set(entry.outboxId, structuredClone(entry));
    return entry;
  };
  const isUnmoved = ({ outboxId, revision }: OutboxEntry): boolean =>
    entries.get(outboxId)?.revision === revision;
  const inLane = (lane: Lane): OutboxEntry[] =>
    [...entries.values()]
      .filter((entry) => laneOf(entry) === laneOf(lane) && entry.place !== undefined)
      .toSorted((a, b) => ascending(a.place, b.place));

  return {
    add: async (entry, profile = {}) => {
      if (entries.has(entry.outboxId)) return 'exists';
      keep(entry);
      const known = profiles.get(laneOf(entry));
      const all = { ...known, ...told(profile) };
      if (Object.keys(all).length > 0) profiles.set(laneOf(entry), structuredClone(all));
      return 'added';
    },
    addRetry: async (failed, fresh) => {
      const isFree = entries.get(failed.outboxId)?.retriedAs === undefined && !entries.has(fresh.outboxId);
      if (!isFree || !isUnmoved(failed)) return 'moved';
      const { outboxId: retriedAs, createdAt: updatedAt } = keep(fresh);
      keep({ ...failed, revision: failed.revision + 1, updatedAt, retriedAs });
      return 'added';
    },
    get: async (outboxId) => readable(entries.get(outboxId)),
    lastPlace: async (lane) => inLane(lane).at(-1)?.place,
    next: async (lane) => readable(inLane(lane)[0]),
    save: async (entry) => (isUnmoved(entry) ? keep({ ...entry, revision: entry.revision + 1 }) : undefined),
    list: async ({ channel, status }, { order, limit, after }) => {
      const turn = order === 'asc' ? 1 : -1;
      const left = [...entries.values()]
        .filter((entry) => entry.channel === channel && entry.status === status)
        .filter((entry) => after === undefined || turn * ascending(placeInList(entry), after) > 0)
        .toSorted((a, b) => turn * ascending(placeInList(a), placeInList(b)));
      const page = left.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.filter(isReadable),
        unreadable: page
          .filter((entry) => !isReadable(entry))
          .map(({ outboxId, updatedAt }) => ({ outboxId, updatedAt })),
        next: last !== undefined && left.length > limit ? placeInList(last) : undefined,
      };
    },
    profile: async (channel, laneUser) => profiles.get(laneOf({ channel, laneUser })),
  };
};

/** Breakers in memory with the rules of the table; their contract test runs against both. */
export const createMemoryBreakers = (): BreakerStore => {
  const breakers = new Map<string, Breaker>();
  const closed = { failures: 0 };
  const of = (channel: string): Breaker => breakers.get(channel) ?? closed;
  const change = (channel: string, changes: Partial<Breaker>): void =>
    void breakers.set(channel, { ...of(channel), ...changes });

  return {
    read: async (channel) => of(channel),
    addFailure: async (channel) => {
      change(channel, { failures: of(channel).failures + 1 });
      return of(channel).failures;
    },
    open: async (channel, now) => {
      if (of(channel).openedAt !== undefined) return false;
      change(channel, { openedAt: now });
      return true;
    },
    takeProbe: async (channel, seen, now) => {
      const { openedAt, probedAt } = of(channel);
      const isUnprobed = openedAt === seen.openedAt && probedAt === seen.probedAt;
      if (openedAt === undefined || !isUnprobed) return false;
      change(channel, { probedAt: now });
      return true;
    },
    close: async (channel) => void breakers.set(channel, closed),
  };
};

type Claimed = {
  digest: string;
  seed: string;
  claimedAt: number;
  expireAt: number;
  answer?: { status: number; body: string };
};

/** Idempotency-Keys in memory with the rules of the table; their contract test runs against both. */
export const createMemoryIdempotency = (): IdempotencyStore => {
  const claims = new Map<string, Claimed>();
  const claimOf = (known: Claimed, digest: string, now: number): Claim => {
    if (known.digest !== digest) return { is: 'conflict' };
    if (known.answer !== undefined) return { is: 'answered', ...known.answer };
    if (known.claimedAt > now - 30_000) return { is: 'under_way' };
    known.claimedAt = now;
    return { is: 'ours', seed: known.seed };
  };

  return {
    claim: async (key, { digest, seed, now }) => {
      const known = claims.get(key);
      if (known !== undefined && known.expireAt > now) return claimOf(known, digest, now);
      claims.set(key, { digest, seed, claimedAt: now, expireAt: now + 24 * 3_600_000 });
      return { is: 'ours', seed };
    },
    answer: async (key, answer) => {
      const known = claims.get(key);
      if (known !== undefined) known.answer ??= answer;
    },
    release: async (key, forget) => {
      const known = claims.get(key);
      if (known === undefined || known.answer !== undefined) return;
      if (forget) claims.delete(key);
      else known.claimedAt = 0;
    },
  };
};
