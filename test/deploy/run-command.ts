import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Prints as it runs, instead of keeping what it prints. */
  readonly shown?: boolean | undefined;
  /** Aborting ends the command and everything it started. */
  readonly signal?: AbortSignal | undefined;
};

/** How a command ended: its exit code (null when a signal ended it), and what it printed unless it was shown. */
export type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

const read = async (stream: Readable | null): Promise<string> => (stream === null ? '' : text(stream));

/**
 * Runs a program to its end, in a process group of its own: Ctrl-C in the terminal is ours to pass on.
 * @throws Error when there is no such program.
 */
export const runCommand = async ({ program, args, env, shown, signal }: Command): Promise<Ended> => {
  signal?.throwIfAborted();
  const print = shown === true ? 'inherit' : 'pipe';
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', print, print] });
  const end = (): void => {
    const runs = child.exitCode === null && child.signalCode === null;
    if (runs && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  signal?.addEventListener('abort', end);
  try {
    const closed = once(child, 'close');
    const [output, errors] = await Promise.all([read(child.stdout), read(child.stderr), closed]);
    return { code: child.exitCode, output, errors };
  } finally {
    signal?.removeEventListener('abort', end);
  }
};

/**
 * Runs a program and gives what it printed on standard output.
 * @throws Error with everything it printed unless it exits with 0.
 */
export const outputOf = async (command: Command): Promise<string> => {
  const { code, output, errors } = await runCommand(command);
  command.signal?.throwIfAborted();
  if (code === 0) return output;
  throw new Error(
    `\`${[command.program, ...command.args].join(' ')}\` ended with ${code}:\n${errors}${output}`,
  );
};
