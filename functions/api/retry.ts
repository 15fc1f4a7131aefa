import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { ConflictError } from '#functions/shared/domain/errors.ts';
import { whyNotRetriable } from '#functions/shared/domain/outbox/why-not-retriable.ts';
import { type AcceptDependencies, queuedEntry, wakeUp } from './accept.ts';
import { getEntry, readOutboxId } from './outbox-entry.ts';
import { noFields, readOptionalBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';
import { sendingChannel } from './sending-channel.ts';
import { untilOurs } from './until-ours.ts';

type Dependencies = AcceptDependencies & { channels: readonly Channel[]; audit: Pick<Audit, 'note'> };

/** Adds the same command anew, at the end of its lane. `undefined`: somebody changed the failed one meanwhile. */
const retryOnce = async (
  deps: Dependencies,
  { outboxId, request }: { outboxId: string; request: WriteRequest },
): Promise<{ outboxId: string } | undefined> => {
  const entry = await getEntry(deps.outbox, outboxId);
  if (entry.retriedAs !== undefined) return { outboxId: entry.retriedAs };
  const why = whyNotRetriable(entry);
  if (why !== undefined) throw new ConflictError('NOT_RETRIABLE', why);
  sendingChannel(deps.channels, entry.channel, 'outboxId');
  await deps.audit.note({ action: 'retry', channel: entry.channel, what: outboxId });
  const { channel, laneUser, conversationId, businessId, user, command } = entry;
  const draft = { channel, laneUser, conversationId, businessId, user, command };
  const fresh = await queuedEntry(deps, draft, request);
  if ((await deps.outbox.addRetry(entry, fresh)) === 'moved') return undefined;
  await wakeUp(deps, fresh);
  return { outboxId: fresh.outboxId };
};

/** `POST /v1/outbox/{outboxId}/retry`: tries a failed or unconfirmed command again, as a new one. */
export const createRetry =
  (deps: Dependencies) =>
  async (request: WriteRequest): Promise<{ outboxId: string }> => {
    const outboxId = readOutboxId(request);
    readOptionalBody(noFields, request);
    return untilOurs(() => retryOnce(deps, { outboxId, request }));
  };
