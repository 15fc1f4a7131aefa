/** A call of AWS that was answered: by which function, and what it asked for. */
export type Answered = { readonly by: string; readonly asked: string };

/** Calls of one kind, from now on. */
export type Sighting = Disposable & {
  readonly count: () => number;
  /** Resolves as soon as there were so many. */
  readonly reached: (count: number) => Promise<void>;
};

/** Lets wait for calls. */
export const createLookout = () => {
  const watchers = new Set<(call: Answered) => void>();
  return {
    tell: (call: Answered): void => {
      for (const watch of watchers) watch(call);
    },
    lookFor: (isMeant: (call: Answered) => boolean): Sighting => {
      let seen = 0;
      let check = (): void => {};
      const watch = (call: Answered): void => {
        if (!isMeant(call)) return;
        seen += 1;
        check();
      };
      watchers.add(watch);
      return {
        count: () => seen,
        reached: (count) =>
          new Promise((resolve) => {
            check = () => {
              if (seen >= count) resolve();
            };
            check();
          }),
        [Symbol.dispose]: () => {
          watchers.delete(watch);
        },
      };
    },
  };
};
