import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
 * Makes the directory if need be and keeps it for this process until disposed of, or until the process ends.
 * @throws Error naming the process that has it.
 */
export const openDataDirectory = (path: string): Disposable => {
  mkdirSync(path, { recursive: true });
  const pidFile = join(path, 'owner.pid');
  const database = new DatabaseSync(join(path, 'lock.sqlite'));
  if (!lock(database)) {
    database.close();
    const owner = existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : 'that has just started';
    throw new Error(
      `The data directory ${path} is in use by process ${owner}: stop it, or set RELAY_DATA_DIR to another directory.`,
    );
  }
  writeFileSync(pidFile, String(process.pid));
  return { [Symbol.dispose]: () => database.close() };
};
