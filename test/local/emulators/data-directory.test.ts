import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

test('a directory that a link leads to is taken', () => {
  const [path, link] = [join(parent, 'real'), join(parent, 'link')];
  mkdirSync(path);
  symlinkSync(path, link);

  openDataDirectory(link)[Symbol.dispose]();

  expect(existsSync(join(path, 'owner.pid'))).toBe(true);
});

test.each<[what: string, prepare: (path: string) => void, below: string, cause: string]>([
  ['a file', (path) => writeFileSync(path, ''), '', 'EEXIST'],
  ['what would be below a file', (path) => writeFileSync(path, ''), '/a/b', 'EEXIST'],
  ['a link that leads nowhere', (path) => symlinkSync(`${path}-gone`, path), '', 'EEXIST'],
  [
    'a directory with another lock',
    (path) => {
      mkdirSync(path);
      writeFileSync(join(path, 'lock.sqlite'), 'something that is not ours');
    },
    '',
    'not a database',
  ],
])('%s is refused, naming the variable, what to do and the cause', (_, prepare, below, cause) => {
  const path = join(parent, 'data');
  prepare(path);

  const open = () => openDataDirectory(`${path}${below}`);

  expect(open).toThrow(
    expect.objectContaining({
      message: `RELAY_DATA_DIR is ${path}${below}, where no data can be kept: set it to a directory that can be made or written to, or leave it out to keep everything in memory.`,
      cause: expect.objectContaining({ message: expect.stringContaining(cause) }),
    }),
  );
});

test.each(['/proc/relay', '/proc/relay/data', '/proc'])('%s is refused at once', (path) => {
  expect(() => openDataDirectory(path)).toThrow(`RELAY_DATA_DIR is ${path}, where no data can be kept`);
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
