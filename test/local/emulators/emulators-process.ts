import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { clientConfigurations } from '#test/support/emulators.ts';

const endpointsSchema = z.object({
  dynamodb: z.string(),
  sqs: z.string(),
  s3: z.string(),
  secretsManager: z.string(),
});

/** Runs the emulators in a process (and process group) of their own, so that a test can kill it. */
export const startEmulatorsProcess = async (dataDir: string) => {
  const child = fork(new URL('run-emulators.ts', import.meta.url), [dataDir], { detached: true });
  const exited = once(child, 'exit');
  const [endpoints] = await once(child, 'message');
  const pid = z.number().parse(child.pid);
  return {
    ...clientConfigurations(endpointsSchema.parse(endpoints)),
    async kill(whom: 'only the parent' | 'the process group') {
      process.kill(whom === 'only the parent' ? pid : -pid, 'SIGKILL');
      await exited;
    },
    /** Ends the process from within, by closing its emulators. */
    async close() {
      child.disconnect();
      await exited;
    },
  };
};

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** Command lines of the running processes that were given this directory. */
export const processesOn = (dataDir: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(dataDir));
