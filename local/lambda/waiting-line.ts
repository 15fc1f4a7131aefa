/** Those who wait for something, served in the order in which they came. */
export type WaitingLine<Given> = {
  readonly length: () => number;
  readonly wait: () => Promise<Given>;
  /** Gives it to the first; false where nobody waits. */
  readonly serve: (given: Given) => boolean;
};

export const createWaitingLine = <Given>(): WaitingLine<Given> => {
  const turns: ((given: Given) => void)[] = [];
  return {
    length: () => turns.length,
    wait: () => new Promise((resolve) => turns.push(resolve)),
    serve: (given) => {
      const turn = turns.shift();
      turn?.(given);
      return turn !== undefined;
    },
  };
};
