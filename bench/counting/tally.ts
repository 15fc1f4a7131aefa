import { type Counts, plus } from './counts.ts';

/** Adds up what happens. */
export type Tally = {
  readonly add: (by: string, done: Readonly<Record<string, number>>) => void;
  /** What was added since the last look. */
  readonly take: () => Counts;
};

export const createTally = (): Tally => {
  let counts: Counts = {};
  return {
    add: (by, done) => {
      counts = plus(counts, { [by]: done });
    },
    take: () => {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
};
