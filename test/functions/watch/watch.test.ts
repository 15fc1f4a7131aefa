import { expect, test } from 'vitest';
import { createWatch, type Duty } from '#functions/watch/watch.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

const failing = (name: string): Duty => ({
  name,
  run: async () => {
    throw new Error('down');
  },
});

test('a run lets every duty work until its end', async () => {
  const ends: [string, number][] = [];
  const duty = (name: string): Duty => ({ name, run: async (until) => void ends.push([name, until]) });
  const { log, lines } = createObserved();

  await createWatch({ duties: () => [duty('a'), duty('b')], log })(someTime);

  expect(ends).toEqual([
    ['a', someTime],
    ['b', someTime],
  ]);
  expect(lines).toEqual([]);
});

test('a duty that fails keeps no other from its work, is logged, and makes the run fail', async () => {
  const done: string[] = [];
  const good: Duty = { name: 'good', run: async () => void done.push('good') };
  const { log, lines } = createObserved();
  const watch = createWatch({ duties: () => [failing('first'), good, failing('last')], log });

  await expect(watch(someTime)).rejects.toThrow('These duties failed: first, last.');

  expect(done).toEqual(['good']);
  expect(lines.map(({ fields }) => fields)).toEqual([{ duty: 'first' }, { duty: 'last' }]);
});

test('a duty that fails does not cut the others short', async () => {
  const gate = Promise.withResolvers<void>();
  const done: string[] = [];
  const slow: Duty = {
    name: 'slow',
    run: async () => {
      await gate.promise;
      done.push('slow');
    },
  };
  const { log } = createObserved();

  const running = createWatch({ duties: () => [failing('first'), slow], log })(someTime);
  gate.resolve();

  await expect(running).rejects.toThrow('first');
  expect(done).toEqual(['slow']);
});

test('every run has its own duties', async () => {
  let runs = 0;
  const done: number[] = [];
  const duties = (): Duty[] => {
    runs += 1;
    const run = runs;
    return [{ name: 'counts', run: async () => void done.push(run) }];
  };
  const { log } = createObserved();
  const watch = createWatch({ duties, log });

  await watch(someTime);
  await watch(someTime);

  expect(done).toEqual([1, 2]);
});
