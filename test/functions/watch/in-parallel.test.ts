import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inParallel } from '#functions/watch/in-parallel.ts';

test('each item is worked on once, begun in order, and never more at a time than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.nat(20),
      fc.integer({ min: 1, max: 5 }),
      async (scheduler, count, atOnce) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const begun: number[] = [];
        let underWay = 0;
        let most = 0;
        const work = scheduler.scheduleFunction(async () => undefined);
        const all = inParallel(items, atOnce, async (item) => {
          begun.push(item);
          underWay += 1;
          most = Math.max(most, underWay);
          await work();
          underWay -= 1;
        });
        await scheduler.waitFor(all);

        expect(begun).toEqual(items);
        expect(most).toBe(Math.min(count, atOnce));
      },
    ),
  );
});

test('after a failure nothing begins any more, and it is thrown when the rest has ended', async () => {
  const gate = Promise.withResolvers<void>();
  const events: string[] = [];

  const all = inParallel(['fails', 'slow', 'never'], 2, async (item) => {
    events.push(`begin ${item}`);
    if (item === 'fails') throw new Error('down');
    await gate.promise;
    events.push(`end ${item}`);
  }).catch((error: unknown) => events.push(String(error)));
  await new Promise((resolve) => setImmediate(resolve));
  gate.resolve();
  await all;

  expect(events).toEqual(['begin fails', 'begin slow', 'end slow', 'Error: down']);
});
