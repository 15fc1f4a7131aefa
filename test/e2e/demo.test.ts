import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('the demo prints an exact transcript and exits 0', async () => {
  const root = join(import.meta.dirname, '../..');

  const { stdout } = await promisify(execFile)(process.execPath, ['local/demo.ts'], { cwd: root });

  expect(stdout).toMatch(/^Exact: \d+ messages/m);
});
