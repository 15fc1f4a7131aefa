import type { Log } from '#functions/shared/domain/observe.ts';
import type { Lane } from '#functions/shared/domain/outbox/outbox-store.ts';
import { decodeWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';

/** A wake-up as its queue hands it out. */
export type WakeUpRecord = { id: string; body: string; receiptHandle: string };

type Times = { beginUntil: number; until: number };

type Dependencies = {
  send: (lane: Lane, times: Times) => Promise<number | undefined>;
  /** Keeps a record, and so its lane, invisible for so many milliseconds from now on. */
  hold: (receiptHandle: string, milliseconds: number) => Promise<void>;
  log: Log;
};

/** How long a lane rests after a failure of ours, in milliseconds: the queue alone would let it rest for minutes. */
const restAfterFailure = 10_000;

/** How long the lane must wait; `undefined`: the wake-up has done its work. */
const wait = async ({ send, log }: Dependencies, record: WakeUpRecord, times: Times) => {
  try {
    return await send(decodeWakeUp(record.body), times);
  } catch (error) {
    log.error('A lane of the outbox could not be served now.', { recordId: record.id }, error);
    return restAfterFailure;
  }
};

const serveOne = async (deps: Dependencies, record: WakeUpRecord, times: Times): Promise<string[]> => {
  const milliseconds = await wait(deps, record, times);
  if (milliseconds === undefined) return [];
  try {
    await deps.hold(record.receiptHandle, milliseconds);
  } catch (error) {
    // It comes again by itself, only later than it should.
    deps.log.error('A wake-up could not be held.', { recordId: record.id }, error);
  }
  return [record.id];
};

/**
 * Serves the lanes that these records wake up, and returns the ids of those that must come again: they are held for as
 * long as their lane must wait, which lets nobody of the same lane pass.
 */
export const createServe =
  (deps: Dependencies) =>
  async (records: readonly WakeUpRecord[], times: Times): Promise<string[]> => {
    const failed: string[] = [];
    for (const record of records) failed.push(...(await serveOne(deps, record, times)));
    return failed;
  };
