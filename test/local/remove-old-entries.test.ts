import {
  mkdirSync,
  mkdtempDisposableSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeOldEntries } from '#local/remove-old-entries.ts';

test('only the newest entries stay', () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'entries-'));
  for (const [index, name] of ['b', 'd', 'a', 'c'].entries()) {
    const entry = join(folder.path, name);
    mkdirSync(entry);
    writeFileSync(join(entry, 'file'), '');
    utimesSync(entry, index, index);
  }

  removeOldEntries(folder.path, 2);

  expect(readdirSync(folder.path)).toEqual(['a', 'c']);
});

test('an entry that has just gone is no error, and none of the others goes in its stead', () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'entries-'));
  // A name that leads nowhere: listed, and not there when it is looked at.
  symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'gone'));
  for (const name of ['a', 'b']) writeFileSync(join(folder.path, name), '');

  removeOldEntries(folder.path, 2);

  expect(readdirSync(folder.path)).toEqual(expect.arrayContaining(['a', 'b']));
});
