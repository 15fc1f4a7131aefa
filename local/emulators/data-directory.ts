import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const sqliteBusy = 5;

/** SQLite's file lock is the kernel's: it ends with the process that holds it, so that no lock is ever stale. */
const lock = (database: DatabaseSync): boolean => {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return false;
    throw error;
  }
};

/**
 * Folder by folder, as Node's own `recursive` never comes back from /proc: the kernel answers there as if /proc itself were
 * missing, and Node makes it and tries again for ever.
 */
const makeDirectory = (path: string): void => {
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // It was there, or another process was faster.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
};

/** What locks the directory, and whether it does. */
const openLock = (path: string): { readonly database: DatabaseSync; readonly locked: boolean } => {
  try {
    makeDirectory(path);
    const database = new DatabaseSync(join(path, 'lock.sqlite'));
    return { database, locked: lock(database) };
  } catch (error) {
    throw new Error(
      `RELAY_DATA_DIR is ${path}, where no data can be kept: set it to a directory that can be made or written to, or leave it out to keep everything in memory.`,
      { cause: error },
    );
  }
};

/**
 * Makes the directory if need be and keeps it for this process until disposed of, or until the process ends.
 * @throws Error naming the process that has it, or saying why nothing can be kept there.
 */
export const openDataDirectory = (path: string): Disposable => {
  const { database, locked } = openLock(path);
  const pidFile = join(path, 'owner.pid');
  if (!locked) {
    database.close();
    const owner = existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : 'that has just started';
    throw new Error(
      `The data directory ${path} is in use by process ${owner}: stop it, or set RELAY_DATA_DIR to another directory.`,
    );
  }
  writeFileSync(pidFile, String(process.pid));
  return { [Symbol.dispose]: () => database.close() };
};
