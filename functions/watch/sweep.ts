import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { type Log, type Metrics, unknownChannel } from '#functions/shared/domain/observe.ts';
import type { Bucket, FifoQueue } from '#functions/shared/domain/ports.ts';
import { decodeSpilled, type Spilled, spillPrefix } from '#functions/shared/domain/spill.ts';
import { inParallel } from './in-parallel.ts';

type Dependencies = { bucket: Bucket; queue: FifoQueue; metrics: Metrics; log: Log; clock: () => number };

type Run = Dependencies & { signal: AbortSignal; isOver: () => boolean };

/** An object under `spill/`. */
type Found = { key: string; content: Uint8Array };

type Waiting = Found & { spilled: Spilled };

/** Objects held in memory at once; each is smaller than a queue message and a half. */
const pageSize = 100;
const callsAtOnce = 20;

/** Moves what can never go back to `dead/`, under the same name, so that it holds nothing up. */
const bury = async (
  { bucket, metrics, log }: Run,
  { key, content }: Found,
  { error, channel = unknownChannel }: { error: BrokenRecordError; channel?: string | undefined },
): Promise<void> => {
  log.error('A spilled object can never go back to the queue.', { object: key, channel }, error);
  const base64 = Buffer.from(content).toString('base64');
  const dead = JSON.stringify({ v: 1, reason: `${error.name}: ${error.message}`, object: key, base64 });
  await bucket.put(`dead/${key.slice(spillPrefix.length)}`, dead);
  await bucket.remove(key);
  metrics.add(channel, 'SetAside');
};

const open = async (run: Run, found: Found): Promise<Waiting | undefined> => {
  try {
    return { ...found, spilled: decodeSpilled(Buffer.from(found.content).toString()) };
  } catch (error) {
    if (!(error instanceof BrokenRecordError)) throw error;
    await bury(run, found, { error });
    return undefined;
  }
};

/** What of these objects waits for the queue, in the order of the keys. */
const openAll = async (run: Run, keys: readonly string[]): Promise<Waiting[]> => {
  const waiting = new Map<string, Waiting>();
  await inParallel(keys, callsAtOnce, async (key) => {
    const content = run.isOver() ? undefined : await run.bucket.get(key);
    const opened = content && (await open(run, { key, content }));
    if (opened !== undefined) waiting.set(key, opened);
  });
  return keys.flatMap((key) => waiting.get(key) ?? []);
};

const putBack = async (run: Run, waiting: Waiting): Promise<void> => {
  const { key, spilled } = waiting;
  const { channel, body, group, deduplicationId } = spilled;
  try {
    await run.queue.send({ body, group, deduplicationId }, run.signal);
  } catch (error) {
    if (error instanceof BrokenRecordError) return bury(run, waiting, { error, channel });
    if (run.isOver()) return undefined;
    throw error;
  }
  await run.bucket.remove(key);
  run.metrics.add(channel, 'Swept');
};

const putBackInOrder = async (run: Run, group: readonly Waiting[]): Promise<void> => {
  for (const waiting of group) if (!run.isOver()) await putBack(run, waiting);
};

/**
 * Puts what was spilled back into the queue, oldest first: at least once, and what is of one group in its order. What
 * can never go back goes to `dead/`. What is left at `until` (epoch milliseconds) waits for the next run. Resolves to how
 * many objects it found.
 * @throws any error as soon as the queue or the bucket fails.
 */
export const createSweep =
  (deps: Dependencies) =>
  async (until: number): Promise<number> => {
    const { bucket, clock } = deps;
    const signal = AbortSignal.timeout(Math.max(0, until - clock()));
    const run: Run = { ...deps, signal, isOver: () => signal.aborted || clock() >= until };
    let found = 0;
    let after: string | undefined;
    do {
      const { keys, isLast } = await bucket.list(spillPrefix, { limit: pageSize, after });
      found += keys.length;
      const groups = Map.groupBy(await openAll(run, keys), ({ spilled }) => spilled.group);
      await inParallel([...groups.values()], callsAtOnce, (group) => putBackInOrder(run, group));
      after = isLast ? undefined : keys.at(-1);
    } while (after !== undefined && !run.isOver());
    return found;
  };
