import { describe, expect, test } from 'vitest';
import { spillKey } from '#functions/shared/domain/spill.ts';
import { createTendSpill } from '#functions/watch/tend-spill.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

const minute = 60_000;

const runEnd = someTime + minute;

const setUp = (sweep: (until: number) => Promise<number>) => {
  const bucket = createMemoryBucket();
  const { metrics, counted } = createObserved();
  let listings = 0;
  const list: typeof bucket.list = async (...asked) => {
    listings += 1;
    return bucket.list(...asked);
  };
  const tend = createTendSpill({ sweep, bucket: { list }, metrics, clock: () => someTime });
  const spill = (id: string, age: number) => bucket.put(spillKey({ id, receivedAt: someTime - age }), '');
  return { tend, spill, bucket, counted, listings: () => listings };
};

const figures = (waiting: number, minutes: number) => ({
  'all SpillWaiting': waiting,
  'all SpillMinutes': minutes,
});

describe('the spill', () => {
  test('is empty where the sweep found nothing, and nobody looks again', async () => {
    const ends: number[] = [];
    const { tend, counted, listings } = setUp(async (until) => {
      ends.push(until);
      return 0;
    });

    await tend(runEnd);

    expect(ends).toEqual([runEnd]);
    expect(counted()).toEqual(figures(0, 0));
    expect(listings()).toBe(0);
  });

  test('is empty where everything went back', async () => {
    const { tend, counted } = setUp(async () => 3);

    await tend(runEnd);

    expect(counted()).toEqual(figures(0, 0));
  });

  test.each([
    [[0], 0],
    [[minute - 1], 0],
    [[minute], 1],
    [[5 * minute, 17.9 * minute, 2 * minute], 17],
    [[-minute], 0],
  ])('of deliveries that came %j ms ago waits for %i minutes', async (ages, minutes) => {
    const { tend, spill, counted } = setUp(async () => ages.length);
    for (const [index, age] of ages.entries()) await spill(String(index), age);

    await tend(runEnd);

    expect(counted()).toEqual(figures(ages.length, minutes));
  });

  test('counts what is not ours, and cannot tell its age', async () => {
    const { tend, spill, bucket, counted } = setUp(async () => 3);
    await bucket.put('spill/0', '');
    await spill('a', 4 * minute);
    await bucket.put('spill/x', '');
    await bucket.put('dead/x', '');

    await tend(runEnd);

    expect(counted()).toEqual(figures(3, 4));
  });

  test('is told of however the sweep ends', async () => {
    const { tend, spill, counted } = setUp(async () => {
      throw new Error('the queue is down');
    });
    await spill('a', 16 * minute);

    await expect(tend(runEnd)).rejects.toThrow('the queue is down');

    expect(counted()).toEqual(figures(1, 16));
  });

  test('is counted up to a thousand', async () => {
    const { tend, spill, counted } = setUp(async () => 1002);
    for (let index = 0; index < 1002; index += 1) await spill(String(index), minute);

    await tend(runEnd);

    expect(counted()).toEqual(figures(1000, 1));
  });
});
