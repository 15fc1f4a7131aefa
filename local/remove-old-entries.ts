import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

type Entry = { readonly path: string; readonly changedAt: number };

/** Nothing where another process has removed the entry meanwhile. */
const look = (path: string): Entry[] => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? [] : [{ path, changedAt: found.mtimeMs }];
};

/** Removes all of a folder's entries but the newest ones. */
export const removeOldEntries = (folder: string, mostKept: number): void => {
  const newestFirst = readdirSync(folder)
    .flatMap((name) => look(join(folder, name)))
    .toSorted((left, right) => right.changedAt - left.changedAt);
  for (const { path } of newestFirst.slice(mostKept)) rmSync(path, { recursive: true, force: true });
};
