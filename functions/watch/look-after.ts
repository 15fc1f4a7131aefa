import type { Channel } from '#functions/shared/domain/channel.ts';
import { fuseMinutes, type Traffic } from '#functions/shared/domain/fuse.ts';
import type { Metrics } from '#functions/shared/domain/observe.ts';
import type { Reenable } from './reenable.ts';

type Dependencies = {
  /** Whether the channel's probe passed. */
  probe: (channel: Channel, until: number) => Promise<boolean>;
  readTraffic: () => Promise<Traffic>;
  reenable: Reenable;
  metrics: Metrics;
};

/**
 * Probes a channel, tells for how long its deliveries have failed, and does what follows from both. What was counted
 * of the probe stays counted whatever fails behind it.
 */
export const createLookAfter =
  ({ probe, readTraffic, reenable, metrics }: Dependencies) =>
  (channel: Channel) =>
  async (until: number): Promise<void> => {
    const probePassed = await probe(channel, until);
    const traffic = await readTraffic();
    const fuse = fuseMinutes(traffic, { channel: channel.name, probePassed });
    metrics.add(channel.name, 'FuseMinutes', fuse);
    const fuseBefore = fuseMinutes(traffic, { channel: channel.name, probePassed: false });
    await reenable(channel, { fuse, fuseBefore, probePassed }, until);
  };
