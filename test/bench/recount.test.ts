import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countAll } from '../../bench/counting/count-all.ts';
import file from '../../bench/counts.json' with { type: 'json' };

test('the functions do what docs/cost.md counts on: else run npm run cost', async () => {
  const counts = await countAll(join(import.meta.dirname, '../..'));

  expect(counts).toEqual(file.counts);
});
