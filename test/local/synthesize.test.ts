import {
  mkdirSync,
  mkdtempDisposableSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { synthesisKey } from '#local/synthesis-key.ts';
import { synthesize } from '#local/synthesize.ts';
import { readAssembly } from '#local/template/assembly.ts';

const root = join(import.meta.dirname, '../..');

test('synthesis happens once, is not taken in by what an interrupted one left, and makes CommonJS bundles', async () => {
  using cache = mkdtempDisposableSync(join(tmpdir(), 'cache-'));
  const interrupted = join(cache.path, 'unfinished-1');
  mkdirSync(interrupted);
  writeFileSync(join(interrupted, 'manifest.json'), '{');

  const first = await synthesize(root, cache.path);
  writeFileSync(join(first, 'mark'), '');
  const second = await synthesize(root, cache.path);

  expect(second).toBe(first);
  expect(readdirSync(second)).toContain('mark');
  expect(readAssembly(first).stackName).toBe('haptik-relay-dev');
  expect(readFileSync(join(first, 'package.json'), 'utf8')).toBe('{"type":"commonjs"}\n');
});

test('an assembly that is taken up again counts as new, so that it is not among the old ones that go', async () => {
  using cache = mkdtempDisposableSync(join(tmpdir(), 'cache-'));
  const folder = join(cache.path, synthesisKey(root));
  mkdirSync(folder);
  utimesSync(folder, 0, 0);

  const found = await synthesize(root, cache.path);

  expect(found).toBe(folder);
  expect(statSync(folder).mtimeMs).toBeGreaterThan(0);
});
