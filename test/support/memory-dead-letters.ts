import type { DeadLetters, HeldLetter } from '#functions/shared/domain/dead-letters.ts';

type Kept = { id: string; body: string; since: number; group: string; handle?: string | undefined };

const holdMs = 120_000;

/**
 * Dead letters in memory with the rules of a FIFO queue: whoever holds a letter holds its group. The contract test runs
 * against both. Like the emulator's it hands out one letter of a group at a time, unless `mostOfGroup` says otherwise.
 */
export const createMemoryDeadLetters = (clock: () => number, mostOfGroup = 1) => {
  const letters: Kept[] = [];
  let handles = 0;

  const free = (): Kept[] => {
    const busy = new Set(letters.flatMap(({ group, handle }) => (handle === undefined ? [] : [group])));
    const seen = new Map<string, number>();
    return letters
      .filter(({ group }) => {
        seen.set(group, (seen.get(group) ?? 0) + 1);
        return !busy.has(group) && (seen.get(group) ?? 0) <= mostOfGroup;
      })
      .slice(0, 10);
  };
  const indexOf = ({ handle }: HeldLetter): number => letters.findIndex((letter) => letter.handle === handle);

  const store: DeadLetters = {
    count: async () => {
      const held = letters.filter(({ handle }) => handle !== undefined).length;
      return { waiting: letters.length - held, held };
    },
    peek: async () => free().map(({ id, body, since }) => ({ id, body, since })),
    take: async () =>
      free().map((letter) => {
        handles += 1;
        letter.handle = `handle-${handles}`;
        const { id, body, since, handle } = letter;
        return { id, body, since, handle, heldUntil: clock() + holdMs };
      }),
    giveBack: async (letter) => {
      const kept = letters[indexOf(letter)];
      if (kept !== undefined) kept.handle = undefined;
    },
    remove: async (letter) => {
      const at = indexOf(letter);
      if (at >= 0) letters.splice(at, 1);
    },
  };
  return {
    ...store,
    add: (body: string, group: string): void => {
      letters.push({ id: `letter-${letters.length + 1}`, body, since: clock(), group });
    },
    bodies: (): string[] => letters.map(({ body }) => body),
  };
};
