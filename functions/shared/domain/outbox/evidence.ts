import { isSpoken } from './command.ts';
import type { Confirmation, OutboxEntry } from './entry.ts';
import type { EvidenceEvent } from './evidence-event.ts';
import { findEcho } from './find-echo.ts';
import { findReply } from './find-reply.ts';

/** What proves that a command was carried out: the event of this seq. `platformId` is the command's own message. */
export type Evidence = { by: Confirmation; seq: number; platformId?: string | undefined };

/**
 * Looks in the latest events of a conversation, given by seq, for a proof that the last attempt at a command was
 * carried out: the message itself, recorded or come back, or a reply to it.
 */
export const findEvidence = (
  { outboxId, command, attemptAt }: Pick<OutboxEntry, 'outboxId' | 'command' | 'attemptAt'>,
  events: readonly EvidenceEvent[],
): Evidence | undefined => {
  const messages = events.filter(({ kind }) => kind === 'message');
  const recorded = messages.find((message) => message.outboxId === outboxId);
  if (recorded !== undefined) return { by: 'answer', seq: recorded.seq, platformId: recorded.platformId };
  if (attemptAt === undefined || !isSpoken(command)) return undefined;
  const echo = findEcho(command.text, attemptAt, messages);
  if (echo !== undefined) return { by: 'echo', seq: echo.seq, platformId: echo.platformId };
  const reply = findReply(attemptAt, messages);
  return reply && { by: 'reply', seq: reply.seq };
};
