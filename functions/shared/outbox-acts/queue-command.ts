import type { Log } from '#functions/shared/domain/observe.ts';
import { formatOutboxId, type OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Lane, OutboxStore, WakeUps } from '#functions/shared/domain/outbox/outbox-store.ts';
import { placeBehind } from './place.ts';

/** What it takes to queue a command. */
export type QueueDependencies = {
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

/** The request that a command comes from: its id, and a ULID that names what it makes, the same for every try of it. */
export type Origin = { id: string; seed: string };

/** A place at the end of a lane, and since when. */
export const placeAtEnd = async (
  { outbox, clock }: Pick<QueueDependencies, 'outbox' | 'clock'>,
  lane: Lane,
): Promise<{ place: string; queuedAt: number }> => {
  const queuedAt = clock();
  return { place: placeBehind(await outbox.lastPlace(lane), queuedAt), queuedAt };
};

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
  deps: Pick<QueueDependencies, 'outbox' | 'clock'>,
  draft: Draft,
  request: Origin,
): Promise<OutboxEntry> => {
  const placed = await placeAtEnd(deps, draft);
  return { ...newEntry(draft, { request, now: placed.queuedAt }), ...placed, status: 'queued' };
};

/** Wakes `send` up for what has taken its place. Where that fails it is only later: `watch` finds forgotten lanes. */
export const wakeUp = async (
  { wakeUps, log }: Pick<QueueDependencies, 'wakeUps' | 'log'>,
  { channel, laneUser, outboxId }: OutboxEntry,
): Promise<void> => {
  try {
    await wakeUps.send({ channel, laneUser }, outboxId);
  } catch (error) {
    log.error('A command was accepted, and its wake-up failed: watch will see to it.', { outboxId }, error);
  }
};
