import type { Log } from '#functions/shared/domain/observe.ts';
import type { Profile } from '#functions/shared/domain/outbox/command.ts';
import { formatOutboxId, type OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Lane, OutboxStore, WakeUps } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Destination } from './destination.ts';
import { placeBehind } from './place.ts';
import type { WriteRequest } from './request.ts';

export type AcceptDependencies = {
  outbox: OutboxStore;
  wakeUps: WakeUps;
  log: Log;
  clock: () => number;
};

/** What a command is before it is accepted. */
export type Draft = Pick<
  OutboxEntry,
  'channel' | 'laneUser' | 'conversationId' | 'businessId' | 'user' | 'command'
>;

/** Whatever a command for a conversation has of its destination. */
export const draftFor = (
  { channel, laneUser, conversationId, businessId, user }: Destination,
  command: OutboxEntry['command'],
): Draft => ({ channel: channel.name, laneUser, conversationId, businessId, user, command });

/** A place at the end of a lane, and since when. */
export const placeAtEnd = async (
  { outbox, clock }: Pick<AcceptDependencies, 'outbox' | 'clock'>,
  lane: Lane,
): Promise<{ place: string; queuedAt: number }> => {
  const queuedAt = clock();
  return { place: placeBehind(await outbox.lastPlace(lane), queuedAt), queuedAt };
};

/** The request that a command comes from, and which names it. */
type Origin = Pick<WriteRequest, 'id' | 'seed'>;

/** A command that nothing was done about yet. */
export const newEntry = (
  draft: Draft,
  { request, now }: { request: Origin; now: number },
): Omit<OutboxEntry, 'status'> => ({
  ...draft,
  outboxId: formatOutboxId(draft.channel, draft.laneUser, request.seed),
  requestId: request.id,
  revision: 0,
  attempts: 0,
  createdAt: now,
  updatedAt: now,
});

/** A new command at the end of its lane. @throws StoreUnavailableError */
export const queuedEntry = async (
  deps: Pick<AcceptDependencies, 'outbox' | 'clock'>,
  draft: Draft,
  request: Origin,
): Promise<OutboxEntry> => {
  const placed = await placeAtEnd(deps, draft);
  return { ...newEntry(draft, { request, now: placed.queuedAt }), ...placed, status: 'queued' };
};

/** Wakes `send` up for what has taken its place. Where that fails it is only later: `watch` finds forgotten lanes. */
export const wakeUp = async (
  { wakeUps, log }: Pick<AcceptDependencies, 'wakeUps' | 'log'>,
  { channel, laneUser, outboxId }: OutboxEntry,
): Promise<void> => {
  try {
    await wakeUps.send({ channel, laneUser }, outboxId);
  } catch (error) {
    log.error('A command was accepted, and its wake-up failed: watch will see to it.', { outboxId }, error);
  }
};

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
  deps: AcceptDependencies,
  draft: Draft,
  { request, profile }: { request: Origin; profile?: Profile | undefined },
): Promise<Accepted> => {
  const entry = await queuedEntry(deps, draft, request);
  await deps.outbox.add(entry, profile);
  await wakeUp(deps, entry);
  return accepted(entry);
};
