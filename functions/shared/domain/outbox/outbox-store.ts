import type { UserName } from '#functions/shared/domain/conversation-id.ts';
import type { Page } from '#functions/shared/domain/conversation-store.ts';
import type { Profile } from './command.ts';
import type { OutboxEntry, OutboxStatus } from './entry.ts';

/** Which lane: a user of a channel. */
export type Lane = Pick<OutboxEntry, 'channel' | 'laneUser'>;

/** What the list holds: everything but what was sent. */
export type ListedStatus = Exclude<OutboxStatus, 'sent'>;

/** An entry that another version wrote and this one cannot read: what its keys tell. */
export type UnreadableEntry = Pick<OutboxEntry, 'outboxId' | 'updatedAt'>;

/** What of a page could be read, and what could not. */
export type EntryPage = Page<OutboxEntry> & { unreadable: readonly UnreadableEntry[] };

/**
 * Commands in the table. Every call may throw StoreUnavailableError; all but `list` throw for an entry that another
 * version wrote. Expired items are not there.
 */
export type OutboxStore = {
  /**
   * Adds a new entry, and what it tells of the user to what is known. `exists`: an entry of this id is there already.
   * @throws UnstorableError when the table can never take it.
   */
  add: (entry: OutboxEntry, profile?: Profile) => Promise<'added' | 'exists'>;
  /** Adds `fresh` and notes in `failed` that it was retried so. `moved`: somebody changed `failed` meanwhile. */
  addRetry: (failed: OutboxEntry, fresh: OutboxEntry) => Promise<'added' | 'moved'>;
  get: (outboxId: string) => Promise<OutboxEntry | undefined>;
  /** The newest place that was given in a lane and is still taken; read consistently. */
  lastPlace: (lane: Lane) => Promise<string | undefined>;
  /** The oldest entry of a lane that is queued, sending or waiting; read consistently. */
  next: (lane: Lane) => Promise<OutboxEntry | undefined>;
  /**
   * Writes an entry anew, with the revision behind the one that was read (`entry.revision`), and answers it so.
   * `undefined`: somebody changed it meanwhile.
   */
  save: (entry: OutboxEntry) => Promise<OutboxEntry | undefined>;
  /**
   * Entries of one channel and status, those changed last first (`desc`) or last (`asc`); `after` is a page's `next`,
   * or the place of any entry (`placeInList`).
   */
  list: (
    of: { channel: string; status: ListedStatus },
    page: { order: 'asc' | 'desc'; limit: number; after?: string | undefined },
  ) => Promise<EntryPage>;
  /** What is known of a user from commands so far. */
  profile: (channel: string, user: UserName) => Promise<Profile | undefined>;
};

/** Whether a channel's platform may be called. Times are epoch milliseconds. */
export type Breaker = {
  /** Failures in a row. */
  failures: number;
  /** There while it is open: nothing is sent but one command now and then, to see whether the platform is back. */
  openedAt?: number | undefined;
  /** When a command was let through last, to see. */
  probedAt?: number | undefined;
};

export type BreakerStore = {
  read: (channel: string) => Promise<Breaker>;
  /** Counts one more failure in a row and answers how many there are. */
  addFailure: (channel: string) => Promise<number>;
  /** Whether this call opened it: it was closed before. */
  open: (channel: string, now: number) => Promise<boolean>;
  /** Takes the one try that an open breaker lets through; `false`: somebody else took it since `seen` was read. */
  takeProbe: (channel: string, seen: Breaker, now: number) => Promise<boolean>;
  /** Closes it and forgets the failures. */
  close: (channel: string) => Promise<void>;
};

/** Wakes `send` up for a lane. `token` differs for each wake-up that shall not be taken for a repeat of another. */
export type WakeUps = { send: (lane: Lane, token: string) => Promise<void> };

/** What a request with an Idempotency-Key came to. `seed` is the same for every try of one request. */
export type Claim =
  | { is: 'ours'; seed: string }
  | { is: 'answered'; status: number; body: string }
  | { is: 'under_way' }
  | { is: 'conflict' };

/** Requests by their Idempotency-Key, for 24 hours. */
export type IdempotencyStore = {
  /** Claims a key for a request with this digest. What nobody finished within 30 s is taken over, with its seed. */
  claim: (key: string, request: { digest: string; seed: string; now: number }) => Promise<Claim>;
  /** Notes the answer for whoever asks again. */
  answer: (key: string, answer: { status: number; body: string }) => Promise<void>;
  /** Gives a key back: `forget` as if it had never been used, else for another try with the same seed. */
  release: (key: string, forget: boolean) => Promise<void>;
};
