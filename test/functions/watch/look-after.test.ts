import { expect, test } from 'vitest';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { Traffic } from '#functions/shared/domain/fuse.ts';
import { createLookAfter } from '#functions/watch/look-after.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

const channel: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 'channel-haptik',
  businessIds: 'any',
};

const nothing = [0, 0, 0, 0];

/** The gateway refused what nobody told of, three minutes and a minute ago. */
const failing: Traffic = {
  failures: [1, 0, 1, 0],
  told: nothing,
  channels: new Map([
    ['haptik', { answered: nothing, badSignature: nothing, notDurable: nothing, probeMs: nothing }],
  ]),
};

const setUp = (probePassed: boolean, readTraffic: () => Promise<Traffic>) => {
  const { metrics, counted } = createObserved();
  const calls: unknown[] = [];
  const lookAfter = createLookAfter({
    probe: async (of, until) => {
      calls.push(['probe', of.name, until]);
      metrics.add(of.name, 'ProbeMs', 5);
      return probePassed;
    },
    readTraffic,
    reenable: async (of, findings, until) => {
      calls.push(['reenable', of.name, findings, until]);
    },
    metrics,
  });
  return { run: lookAfter(channel), calls, counted };
};

test.each([
  [true, 0],
  [false, 3],
])(
  'a probe whose passing is %s makes of the same traffic a fuse of %i minutes',
  async (probePassed, fuse) => {
    const { run, calls, counted } = setUp(probePassed, async () => failing);

    await run(someTime);

    expect(calls).toEqual([
      ['probe', 'haptik', someTime],
      ['reenable', 'haptik', { fuse, fuseBefore: 3, probePassed }, someTime],
    ]);
    expect(counted()).toEqual({ 'haptik ProbeMs': 5, 'haptik FuseMinutes': fuse });
  },
);

test('where the traffic cannot be read the probe counts, and nothing follows', async () => {
  const { run, calls, counted } = setUp(true, async () => {
    throw new Error('down');
  });

  await expect(run(someTime)).rejects.toThrow('down');

  expect(calls).toHaveLength(1);
  expect(counted()).toEqual({ 'haptik ProbeMs': 5 });
});
