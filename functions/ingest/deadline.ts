/** When each step of a delivery must be over: milliseconds after its arrival. The platform gives up at 5 s. */
export const deadlines = { secrets: 600, queue: 1800, bucket: 3300 } as const;

/** Aborts what is under way when its time is over. */
export const until = (dueAt: number, now: number): AbortSignal =>
  AbortSignal.timeout(Math.max(0, dueAt - now));
