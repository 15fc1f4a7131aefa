import type { Profile } from '#functions/shared/domain/outbox/command.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import {
  type Draft,
  type Origin,
  type QueueDependencies,
  queuedEntry,
  wakeUp,
} from '#functions/shared/outbox-acts/queue-command.ts';
import type { Destination } from './destination.ts';

/** Whatever a command for a conversation has of its destination. */
export const draftFor = (
  { channel, laneUser, conversationId, businessId, user }: Destination,
  command: OutboxEntry['command'],
): Draft => ({ channel: channel.name, laneUser, conversationId, businessId, user, command });

/** What the sender of a command is told, however often: where the command is by now, its outbox entry tells. */
export type Accepted = { outboxId: string; status: 'queued'; conversationId?: string | undefined };

export const accepted = ({ outboxId, conversationId }: OutboxEntry): Accepted => ({
  outboxId,
  status: 'queued',
  conversationId,
});

/**
 * Accepts a command: gives it its place, adds it, and wakes `send` up. A seed that was used before adds nothing.
 * @throws StoreUnavailableError
 */
export const accept = async (
  deps: QueueDependencies,
  draft: Draft,
  { request, profile }: { request: Origin; profile?: Profile | undefined },
): Promise<Accepted> => {
  const entry = await queuedEntry(deps, draft, request);
  await deps.outbox.add(entry, profile);
  await wakeUp(deps, entry);
  return accepted(entry);
};
