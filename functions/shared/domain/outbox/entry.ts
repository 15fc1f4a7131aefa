import { isUserName, type UserName } from '#functions/shared/domain/conversation-id.ts';
import type { Command, Recipient } from './command.ts';

export const outboxStatuses = [
  'awaiting_upload',
  'queued',
  'sending',
  'waiting',
  'sent',
  'unconfirmed',
  'failed',
] as const;

export type OutboxStatus = (typeof outboxStatuses)[number];

/** What proved that a command was done: the platform's answer, the message coming back, or a reply to it. */
export type Confirmation = 'answer' | 'echo' | 'reply';

/** One command on its way. Times are epoch milliseconds. */
export type OutboxEntry = {
  outboxId: string;
  channel: string;
  /** The user whose commands are carried out one after the other, this one among them. */
  laneUser: UserName;
  /** Commands for a user as such belong to no conversation. */
  conversationId?: string | undefined;
  businessId?: string | undefined;
  user: Recipient;
  command: Command;
  /** The request that made it. */
  requestId?: string | undefined;
  status: OutboxStatus;
  /** Counts its changes: whoever writes it names the one that was read. */
  revision: number;
  /** Its turn in the lane, sorting as text; there while it is queued, sending or waiting. */
  place?: string | undefined;
  /** Attempts begun. */
  attempts: number;
  createdAt: number;
  updatedAt: number;
  /** When it took its place: its age counts from here. */
  queuedAt?: number | undefined;
  /** When the last attempt began: evidence of it is younger. */
  attemptAt?: number | undefined;
  nextTryAt?: number | undefined;
  /** Why it waits, or why it ended. */
  reason?: string | undefined;
  /** Until when evidence of the last attempt is looked for, where nobody knows what became of it. */
  evidenceUntil?: number | undefined;
  /** An attempt may have been carried out without our learning of it. */
  doubtful?: true | undefined;
  /** The platform's id of the message. */
  platformId?: string | undefined;
  confirmedBy?: Confirmation | undefined;
  error?: { status?: number | undefined; message: string } | undefined;
  /** The entry that tries the same again. */
  retriedAs?: string | undefined;
};

/** `<channel>:<user>:<ULID>`, safe in a URL path as it is. */
export const formatOutboxId = (channel: string, laneUser: UserName, ulid: string): string =>
  `${channel}:${laneUser}:${ulid}`;

/** The commands that are carried out one after the other: those of one user of one channel. */
export const laneOf = ({ channel, laneUser }: Pick<OutboxEntry, 'channel' | 'laneUser'>): string =>
  `${channel}:${laneUser}`;

/** Whether nothing more is done about it unless somebody asks. */
export const isFinal = (status: OutboxStatus): boolean =>
  status === 'sent' || status === 'unconfirmed' || status === 'failed';

const outboxIdPattern = /^([a-z0-9][a-z0-9-]{0,62}):([^:]+):([0-9A-HJKMNP-TV-Z]{26})$/;

/** The parts of an id as `formatOutboxId` wrote it; `undefined` for any other text. */
export const parseOutboxId = (
  outboxId: string,
): { channel: string; laneUser: UserName; ulid: string } | undefined => {
  const [, channel, laneUser, ulid] = outboxIdPattern.exec(outboxId) ?? [];
  return channel === undefined || laneUser === undefined || !isUserName(laneUser) || ulid === undefined
    ? undefined
    : { channel, laneUser, ulid };
};

/** Where an entry stands among others by its last change, sorting as text: the time, and its ULID behind it. */
export const placeInList = ({ updatedAt, outboxId }: Pick<OutboxEntry, 'updatedAt' | 'outboxId'>): string =>
  `${new Date(updatedAt).toISOString()}#${outboxId.slice(outboxId.lastIndexOf(':') + 1)}`;
