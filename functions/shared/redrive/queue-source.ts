import type { DeadLetter, DeadLetters, HeldLetter } from '#functions/shared/domain/dead-letters.ts';
import type { AsRead, Letter, LetterSource } from './letter.ts';

const unheld = async (): Promise<void> => {
  throw new Error('A letter that is only looked at can be neither removed nor given back.');
};

/** The letters of a dead-letter queue, each read by its body. */
export const createQueueSource = (
  letters: DeadLetters,
  read: (letter: DeadLetter) => AsRead,
): LetterSource => {
  const held = (letter: HeldLetter): Letter => ({
    ...read(letter),
    heldUntil: letter.heldUntil,
    remove: () => letters.remove(letter),
    giveBack: () => letters.giveBack(letter),
  });

  return {
    count: async () => ({ ...(await letters.count()), isExact: false }),
    peek: async () => {
      const some = await letters.peek();
      return some.map((letter) => ({ ...read(letter), remove: unheld, giveBack: unheld }));
    },
    take: async function* () {
      for (;;) {
        const some = await letters.take();
        if (some.length === 0) return;
        yield some.map(held);
      }
    },
  };
};
