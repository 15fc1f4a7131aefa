import { expect, test } from 'vitest';
import { lazily } from '#functions/shared/adapters/lazily.ts';

test('what is loaded lazily is loaded once, on first use', async () => {
  let loads = 0;
  const load = lazily(async () => {
    loads += 1;
    return { loads };
  });
  expect(loads).toBe(0);

  const [first, second] = await Promise.all([load(), load()]);

  expect(first).toBe(second);
  expect(await load()).toEqual({ loads: 1 });
});

test('a load that failed is tried anew', async () => {
  let loads = 0;
  const load = lazily(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not now');
    return 'loaded';
  });

  await expect(load()).rejects.toThrow('not now');
  expect(await load()).toBe('loaded');
});
