import type { Clock } from '#local/simulator/clock.ts';

/** Whose work a clock waits for before time goes on. */
type Busy = { idle(): Promise<void> };

/** A clock that stands still until a test lets time pass. */
export const createManualClock = () => {
  const start = Date.parse('2026-11-21T09:00:00.000Z');
  const timers = new Set<{ due: number; act: () => void }>();
  let now = start;

  const nextUntil = (end: number) =>
    [...timers].filter(({ due }) => due <= end).toSorted((left, right) => left.due - right.due)[0];

  const clock: Clock = {
    now: () => now,
    after: (ms, act) => {
      const timer = { due: now + ms, act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };

  return {
    ...clock,
    /** How many timers are set. */
    pending: () => timers.size,
    seconds: () => (now - start) / 1000,
    /** The second of an ISO time, from the clock's start. */
    secondOf: (isoTime: string) => (Date.parse(isoTime) - start) / 1000,
    /** Lets time pass up to this second: each timer on time, and all that it sets off before the next one. */
    passUntil: async (second: number, busy: Busy): Promise<void> => {
      const end = start + second * 1000;
      await busy.idle();
      for (let timer = nextUntil(end); timer !== undefined; timer = nextUntil(end)) {
        timers.delete(timer);
        now = timer.due;
        timer.act();
        await busy.idle();
      }
      now = end;
    },
  };
};
