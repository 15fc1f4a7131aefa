import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countAll } from '../../bench/counting/count-all.ts';
import file from '../../bench/counts.json' with { type: 'json' };

/** A machine that is busy with others makes functions ask again; no counts come out right by luck. */
const patience = { retry: 2, timeout: 300_000 };

test('the functions do what docs/cost.md counts on: else run npm run cost', patience, async () => {
  const counts = await countAll(join(import.meta.dirname, '../..'));

  expect(counts).toEqual(file.counts);
});
