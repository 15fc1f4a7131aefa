import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../..');

/** The whole system in a process of its own, as `npm start` runs it. */
export type RelayProcess = {
  apiUrl: string;
  pid: number;
  /** Everything it printed on standard output. */
  output: () => string[];
  /** Sends a signal to it alone, and resolves to its exit code (null when the signal ended it). */
  end: (signal: NodeJS.Signals) => Promise<number | null>;
  /** Sends a signal to its whole process group. */
  endGroup: (signal: NodeJS.Signals) => Promise<number | null>;
};

/**
 * Starts the system on free ports and waits until it is ready.
 * @throws Error with what it printed when it exits before that.
 */
export const startRelayProcess = async (environment: Record<string, string> = {}): Promise<RelayProcess> => {
  const child = spawn(process.execPath, ['bin/local.ts'], {
    cwd: root,
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  const errors = text(child.stderr);
  const lines: string[] = [];
  const ready = Promise.withResolvers<string>();
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (line.startsWith('ready ')) ready.resolve(line.slice('ready '.length));
  });
  const failed = exited.then(async (code) => {
    throw new Error(`The system exited with ${code} before it was ready: ${await errors}`);
  });
  const apiUrl = await Promise.race([ready.promise, failed]);
  // From here on an exit is what a test may want.
  failed.catch(() => {});
  const pid = child.pid ?? 0;
  const signalTo = (target: number) => async (signal: NodeJS.Signals) => {
    process.kill(target, signal);
    return exited;
  };
  return { apiUrl, pid, output: () => [...lines], end: signalTo(pid), endGroup: signalTo(-pid) };
};
