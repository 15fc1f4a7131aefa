import { allChannels, type Metrics } from '#functions/shared/domain/observe.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { spilledAt, spillPrefix } from '#functions/shared/domain/spill.ts';

type Dependencies = {
  /** Puts back what was spilled; resolves to how many objects it found. */
  sweep: (until: number) => Promise<number>;
  bucket: Pick<Bucket, 'list'>;
  metrics: Metrics;
  clock: () => number;
};

/** One page of a listing. */
const mostCounted = 1000;

const minute = 60_000;

/** Sweeps the spill, and tells how much still lies there and for how long the oldest has, however the sweep ended. */
export const createTendSpill = ({ sweep, bucket, metrics, clock }: Dependencies) => {
  const tell = (keys: readonly string[]): void => {
    const now = clock();
    const oldest = keys.map(spilledAt).find((at) => at !== undefined) ?? now;
    metrics.add(allChannels, 'SpillWaiting', keys.length);
    metrics.add(allChannels, 'SpillMinutes', Math.max(0, Math.floor((now - oldest) / minute)));
  };
  return async (until: number): Promise<void> => {
    let found: number | undefined;
    try {
      found = await sweep(until);
    } finally {
      // Listings cost, and usually there is nothing: the sweep has just seen so.
      tell(found === 0 ? [] : (await bucket.list(spillPrefix, { limit: mostCounted })).keys);
    }
  };
};
