import { randomUUID } from 'node:crypto';
import type { DeadLetter, DeadLetters } from '#functions/shared/domain/dead-letters.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { laneOf } from '#functions/shared/domain/outbox/entry.ts';
import type { Lane, OutboxStore, WakeUps } from '#functions/shared/domain/outbox/outbox-store.ts';
import { decodeWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import { type AsRead, type LetterSource, unusable } from './letter.ts';
import { createQueueSource } from './queue-source.ts';

type Dependencies = {
  letters: DeadLetters;
  outbox: Pick<OutboxStore, 'next'>;
  wakeUps: WakeUps;
};

const laneIn = (body: string): Lane | undefined => {
  try {
    return decodeWakeUp(body);
  } catch (error) {
    if (error instanceof BrokenRecordError) return undefined;
    throw error;
  }
};

const read = ({ outbox, wakeUps }: Dependencies, { id, body, since }: DeadLetter): AsRead => {
  const lane = laneIn(body);
  if (lane === undefined) return unusable({ name: id, since });
  const name = laneOf(lane);
  const back = {
    // The table is the truth: where nothing waits in the lane, nobody needs to be woken.
    examine: async () => ({ conversation: name, isDone: (await outbox.next(lane)) === undefined }),
    put: () => wakeUps.send(lane, `redrive-${randomUUID()}`),
  };
  return { name, ids: { lane: name }, group: name, since, back };
};

/** The dead letters of the outbox, which are wake-ups: each lane is woken anew. */
export const createOutboxSource = (deps: Dependencies): LetterSource =>
  createQueueSource(deps.letters, (letter) => read(deps, letter));
