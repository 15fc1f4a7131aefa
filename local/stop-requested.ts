const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const parentWatchMs = 250;

/**
 * Settles when this process is asked to stop: by a signal, or by the end of the npm that started it. npm cannot pass
 * its own SIGKILL on. A process that something else started may outlive it, as `nohup` and the like intend.
 */
export const stopRequested = (): Promise<void> =>
  new Promise((resolve) => {
    // Not `once`: Ctrl-C arrives twice, from the terminal and passed on by npm, and the second must not kill.
    for (const signal of signals) process.on(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, parentWatchMs).unref();
  });
