import type { DeadLetters } from '#functions/shared/domain/dead-letters.ts';
import type { OutboxStore, WakeUps } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { type EnvelopeDependencies, envelopeLetter } from './envelope-way.ts';
import type { AsRead, LetterSources } from './letter.ts';
import { createOutboxSource } from './outbox-source.ts';
import { createQueueSource } from './queue-source.ts';
import { createSetAsideSource } from './set-aside-source.ts';

export type LetterSourcesDependencies = EnvelopeDependencies & {
  bucket: Pick<Bucket, 'get' | 'list' | 'remove'>;
  /** The dead letters of either queue. */
  deadLetters: { events: DeadLetters; outbox: DeadLetters };
  outbox: Pick<OutboxStore, 'next'>;
  wakeUps: WakeUps;
};

/** What cannot be read is better set aside, with the reason, than lost when the queue's time is over. */
const toBeSetAside = ({ back, ...letter }: AsRead): AsRead => ({
  ...letter,
  back: back && { ...back, examine: async () => ({ ...(await back.examine()), isReadable: true }) },
});

/** Wherever letters lie that may go back. */
export const createLetterSources = (deps: LetterSourcesDependencies): LetterSources => {
  const { deadLetters } = deps;
  return {
    events: createQueueSource(deadLetters.events, ({ id, body, since }) =>
      toBeSetAside(envelopeLetter(deps, body, { name: id, since })),
    ),
    'set-aside': createSetAsideSource(deps),
    outbox: createOutboxSource({ ...deps, letters: deadLetters.outbox }),
  };
};
