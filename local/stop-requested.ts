const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const parentWatchMs = 250;

/** Who started this process. Read as it is loaded: later it may have ended already. */
const parent = process.ppid;

/**
 * Settles when the npm that started this process has ended: it cannot pass its own SIGKILL on. Never where something
 * else started it, which it may outlive, as `nohup` and the like intend.
 */
export const npmEnded = (): Promise<undefined> =>
  new Promise((resolve) => {
    if (process.env.npm_lifecycle_event === undefined) return;
    setInterval(() => {
      if (process.ppid !== parent) resolve(undefined);
    }, parentWatchMs).unref();
  });

/** Settles when this process is asked to stop by a signal. From this call on signals do no more than that. */
export const stopSignalled = (): Promise<undefined> =>
  new Promise((resolve) => {
    // Not `once`: Ctrl-C arrives twice, from the terminal and passed on by npm, and the second must not kill.
    for (const signal of signals) process.on(signal, () => resolve(undefined));
  });
