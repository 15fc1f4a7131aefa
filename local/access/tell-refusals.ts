import type { Refused } from './judge.ts';

/** Prints what is refused to a function, each combination once. */
export const createTeller = (print: (line: string) => void) => {
  const told = new Set<string>();
  return ({ caller, reason }: Refused): void => {
    const line = `${caller} was denied ${reason}.`;
    if (told.has(line)) return;
    told.add(line);
    print(line);
  };
};
