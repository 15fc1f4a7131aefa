import { describe, expect, test } from 'vitest';
import { createServe } from '#functions/send/serve.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Lane } from '#functions/shared/domain/outbox/outbox-store.ts';
import { toWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import { createObserved } from '#test/support/observed.ts';

const lane = { channel: 'haptik', laneUser: 'u-1' };
const times = { beginUntil: 1, until: 2 };
const record = (id: string, body = toWakeUp(lane, 'token').body) => ({
  id,
  body,
  receiptHandle: `handle ${id}`,
});

const setUp = (send: (lane: Lane) => Promise<number | undefined>, hold = async () => {}) => {
  const held: [string, number][] = [];
  const observed = createObserved();
  const serve = createServe({
    send,
    hold: async (handle, milliseconds) => {
      await hold();
      held.push([handle, milliseconds]);
    },
    log: observed.log,
  });
  return { serve, held, lines: observed.lines };
};

describe('a wake-up', () => {
  test('has done its work when its lane is empty', async () => {
    const lanes: Lane[] = [];
    const { serve, held } = setUp(async (woken) => {
      lanes.push(woken);
      return undefined;
    });

    expect(await serve([record('a')], times)).toEqual([]);
    expect(lanes).toEqual([lane]);
    expect(held).toEqual([]);
  });

  test.each([0, 4000])('is held for as long as its lane must wait (%i ms), and comes again', async (wait) => {
    const { serve, held } = setUp(async () => wait);

    expect(await serve([record('a')], times)).toEqual(['a']);
    expect(held).toEqual([['handle a', wait]]);
  });

  test('comes again soon after a failure of ours, and holds up nobody else', async () => {
    let calls = 0;
    const { serve, held, lines } = setUp(async () => {
      calls += 1;
      if (calls === 1) throw new StoreUnavailableError('The table does not answer.');
      return undefined;
    });

    expect(await serve([record('a'), record('b')], times)).toEqual(['a']);
    expect(held).toEqual([['handle a', 10_000]]);
    expect(lines).toHaveLength(1);
  });

  test('that cannot be read stays on its queue', async () => {
    const { serve } = setUp(async () => undefined);

    expect(await serve([record('a', '{"v":2}')], times)).toEqual(['a']);
  });

  test('comes again by itself where it could not be held', async () => {
    const { serve, lines } = setUp(
      async () => 0,
      async () => {
        throw new Error('no');
      },
    );

    expect(await serve([record('a')], times)).toEqual(['a']);
    expect(lines).toMatchObject([{ message: 'A wake-up could not be held.' }]);
  });
});
