import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Removes all of a folder's entries but the newest ones. */
export const removeOldEntries = (folder: string, mostKept: number): void => {
  const entries = readdirSync(folder).map((name) => join(folder, name));
  const newestFirst = entries.toSorted((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
  for (const entry of newestFirst.slice(mostKept)) rmSync(entry, { recursive: true, force: true });
};
