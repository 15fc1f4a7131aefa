import type { Clock } from '#local/simulator/clock.ts';

/** What is to be attempted again later. */
export const createRepeats = (clock: Clock) => {
  const planned = new Set<() => void>();
  return {
    plan: (ms: number, act: () => void): void => {
      const cancel = clock.after(ms, () => {
        planned.delete(cancel);
        act();
      });
      planned.add(cancel);
    },
    cancelAll: (): void => {
      for (const cancel of planned) cancel();
      planned.clear();
    },
  };
};
