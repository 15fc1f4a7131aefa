import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataDirectory } from '#local/emulators/data-directory.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'relay-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const holdInAnotherProcess = async (path: string) => {
  const holder = fork(new URL('hold-data-directory.ts', import.meta.url), [path]);
  await once(holder, 'message');
  return holder;
};

test('a missing directory is made, parents too', () => {
  const path = join(parent, 'a', 'b');

  openDataDirectory(path)[Symbol.dispose]();

  expect(existsSync(path)).toBe(true);
});

test('a directory in use by this process is refused, naming the process', () => {
  using _held = openDataDirectory(parent);

  expect(() => openDataDirectory(parent)).toThrow(
    `The data directory ${parent} is in use by process ${process.pid}: stop it, or set RELAY_DATA_DIR to another directory.`,
  );
});

test('a directory in use by another process is refused, naming that process', async () => {
  const holder = await holdInAnotherProcess(parent);

  expect(() => openDataDirectory(parent)).toThrow(`in use by process ${holder.pid}:`);

  const exited = once(holder, 'exit');
  holder.kill('SIGKILL');
  await exited;
});

test('a directory that was let go can be opened again', () => {
  openDataDirectory(parent)[Symbol.dispose]();

  expect(() => openDataDirectory(parent)[Symbol.dispose]()).not.toThrow();
});

test('a process that is killed with SIGKILL lets its directory go', async () => {
  const holder = await holdInAnotherProcess(parent);
  const exited = once(holder, 'exit');

  holder.kill('SIGKILL');
  await exited;

  expect(() => openDataDirectory(parent)[Symbol.dispose]()).not.toThrow();
});
