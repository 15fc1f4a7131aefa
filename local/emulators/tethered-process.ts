import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/**
 * The shell becomes the program (same pid) and leaves one watcher behind, which reads our end of a pipe. The pipe
 * ends when this process does, however it dies, and the watcher then kills the program.
 */
const tether = 'exec 3<&0; (read _; kill -9 $$) <&3 >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

/**
 * Starts a program that cannot outlive this process, not even when this process gets SIGKILL. It stands outside
 * the terminal's process group: after Ctrl-C it stays up until it is stopped, so that its users can finish first.
 */
export const spawnTethered = (
  program: string,
  args: readonly string[],
): ChildProcessByStdio<Writable, null, Readable> =>
  spawn('/bin/sh', ['-c', tether, 'sh', program, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
