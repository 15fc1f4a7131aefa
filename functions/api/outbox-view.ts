import type { CommandKind } from '#functions/shared/domain/outbox/command.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { UnreadableEntry } from '#functions/shared/domain/outbox/outbox-store.ts';

/** A command as callers see it; times are ISO 8601 in UTC. */
export type OutboxView = {
  id: string;
  conversationId?: string | undefined;
  kind: CommandKind;
  status: OutboxEntry['status'];
  attempts: number;
  createdAt: string;
  updatedAt: string;
  nextTryAt?: string | undefined;
  reason?: string | undefined;
  platformId?: string | undefined;
  confirmedBy?: OutboxEntry['confirmedBy'];
  error?: OutboxEntry['error'];
  retriedAs?: string | undefined;
};

const iso = (time: number): string => new Date(time).toISOString();

export const outboxView = (entry: OutboxEntry): OutboxView => {
  // While evidence is looked for, what comes next is only another look.
  const nextTry = entry.evidenceUntil ?? entry.nextTryAt;
  return {
    id: entry.outboxId,
    conversationId: entry.conversationId,
    kind: entry.command.kind,
    status: entry.status,
    attempts: entry.attempts,
    createdAt: iso(entry.createdAt),
    updatedAt: iso(entry.updatedAt),
    nextTryAt: nextTry === undefined ? undefined : iso(nextTry),
    reason: entry.reason,
    platformId: entry.platformId,
    confirmedBy: entry.confirmedBy,
    error: entry.error,
    retriedAs: entry.retriedAs,
  };
};

/** A command that another version of this software wrote. */
export type UnreadableView = { id: string; updatedAt: string };

export const unreadableView = ({ outboxId, updatedAt }: UnreadableEntry): UnreadableView => ({
  id: outboxId,
  updatedAt: iso(updatedAt),
});
