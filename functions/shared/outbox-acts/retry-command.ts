import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { ConflictError } from '#functions/shared/domain/errors.ts';
import { whyNotRetriable } from '#functions/shared/domain/outbox/why-not-retriable.ts';
import { sendingChannel } from '#functions/shared/domain/sending-channel.ts';
import { getEntry } from './get-entry.ts';
import { type Origin, type QueueDependencies, queuedEntry, wakeUp } from './queue-command.ts';
import { untilOurs } from './until-ours.ts';

export type RetryDependencies = QueueDependencies & {
  channels: readonly Channel[];
  audit: Pick<Audit, 'note'>;
};

/** Adds the same command anew, at the end of its lane. `undefined`: somebody changed the failed one meanwhile. */
const retryOnce = async (
  deps: RetryDependencies,
  { outboxId, origin }: { outboxId: string; origin: Origin },
): Promise<{ outboxId: string } | undefined> => {
  const entry = await getEntry(deps.outbox, outboxId);
  if (entry.retriedAs !== undefined) return { outboxId: entry.retriedAs };
  const why = whyNotRetriable(entry);
  if (why !== undefined) throw new ConflictError('NOT_RETRIABLE', why);
  sendingChannel(deps.channels, entry.channel, 'outboxId');
  await deps.audit.note({ action: 'retry', channel: entry.channel, what: outboxId });
  const { channel, laneUser, conversationId, businessId, user, command } = entry;
  const draft = { channel, laneUser, conversationId, businessId, user, command };
  const fresh = await queuedEntry(deps, draft, origin);
  if ((await deps.outbox.addRetry(entry, fresh)) === 'moved') return undefined;
  await wakeUp(deps, fresh);
  return { outboxId: fresh.outboxId };
};

/**
 * Tries a failed or unconfirmed command again, as a new one; asked for again it leads to the same new one.
 * @throws NotFoundError, ConflictError, InvalidRequestError, StoreUnavailableError
 */
export const createRetryCommand =
  (deps: RetryDependencies) =>
  async (outboxId: string, origin: Origin): Promise<{ outboxId: string }> =>
    untilOurs(() => retryOnce(deps, { outboxId, origin }));
