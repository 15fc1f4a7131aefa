import type { Log } from '#functions/shared/domain/observe.ts';

/** One thing that is looked after in each run. It begins nothing after `until` (epoch milliseconds). */
export type Duty = { name: string; run: (until: number) => Promise<void> };

/**
 * Lets each duty do its work; none waits for another. `duties` gives those of a run.
 * @throws Error naming the duties that failed, so that the function's error count tells of it. Why is in the log: the
 * errors themselves would be written by the runtime, with everything that hangs on them.
 */
export const createWatch =
  ({ duties, log }: { duties: () => readonly Duty[]; log: Log }) =>
  async (until: number): Promise<void> => {
    const failed: string[] = [];
    const fulfil = async ({ name, run }: Duty): Promise<void> => {
      try {
        await run(until);
      } catch (error) {
        log.error('A duty failed; the next run tries again.', { duty: name }, error);
        failed.push(name);
      }
    };
    await Promise.all(duties().map(fulfil));
    if (failed.length > 0) throw new Error(`These duties failed: ${failed.join(', ')}.`);
  };
