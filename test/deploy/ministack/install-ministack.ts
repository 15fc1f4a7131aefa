import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '#functions/shared/domain/digest.ts';
import { root } from '#test/deploy/root.ts';
import { runCommand } from '#test/deploy/run-command.ts';
import { SkippedError } from '#test/deploy/skipped.ts';

/** Runs as `<python> -m ministack` with `PYTHONPATH=<folder>`; the AWS CLI is `<folder>/bin/aws`, with the same. */
export type Ministack = { readonly python: string; readonly folder: string };

const cache = join(root, 'node_modules/.cache/haptik-relay-ministack');
const requirements = join(import.meta.dirname, 'requirements.txt');

/** What a program prints; nothing where it is missing or fails. */
const tryProgram = async (program: string, ...args: string[]): Promise<string | undefined> => {
  try {
    const { code, output } = await runCommand({ program, args });
    return code === 0 ? output.trim() : undefined;
  } catch {
    return undefined;
  }
};

/** The interpreter itself, as what stands in PATH may be a script that needs more than we hand on. */
const findPython = async (): Promise<string> => {
  for (const name of ['python3', 'python']) {
    const python = await tryProgram(name, '-c', 'import sys, pip; print(sys.executable)');
    if (python !== undefined) return python;
  }
  throw new SkippedError(
    'there is no Python with pip to install MiniStack, and AWS_ENDPOINT_URL names no endpoint',
  );
};

/** Into a folder of its own: neither a virtual environment is needed, nor the right to change the machine's Python. */
const pipInstall = async (python: string, target: string, signal: AbortSignal): Promise<void> => {
  const options = ['--quiet', '--no-input', '--disable-pip-version-check'];
  const args = ['-m', 'pip', 'install', ...options, '--target', target, '--requirement', requirements];
  const { code, errors } = await runCommand({ program: python, args, signal });
  signal.throwIfAborted();
  if (code !== 0) throw new SkippedError(`pip could not install MiniStack:\n${errors.trim()}`);
};

/** Moves a finished folder to its final name, so that a run that is interrupted leaves none there. */
const publish = (finished: string, folder: string): void => {
  if (existsSync(folder)) rmSync(finished, { recursive: true });
  else renameSync(finished, folder);
};

/**
 * Gives MiniStack, the AWS CLI and everything they need in the versions of `requirements.txt`; installed once.
 * @throws SkippedError where this machine has no pip or no openssl, or pip cannot reach its packages.
 */
export const installMinistack = async (signal: AbortSignal): Promise<Ministack> => {
  const python = await findPython();
  if ((await tryProgram('openssl', 'version')) === undefined)
    throw new SkippedError('there is no openssl, with which MiniStack makes its certificate');
  const version = await tryProgram(python, '--version');
  const folder = join(cache, digestOf(readFileSync(requirements, 'utf8'), version ?? ''));
  if (existsSync(folder)) return { python, folder };
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, 'unfinished-'));
  try {
    await pipInstall(python, unfinished, signal);
    publish(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return { python, folder };
};
