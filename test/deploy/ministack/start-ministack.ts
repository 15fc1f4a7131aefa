import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '#local/emulators/free-port.ts';
import { spawnTethered } from '#local/emulators/tethered-process.ts';
import type { Ministack } from './install-ministack.ts';

/** A MiniStack that runs until it is disposed of. */
export type RunningMinistack = {
  readonly endpoint: URL;
  /** PEM file of the certificate that it shows. */
  readonly certificate: string;
  /** The last lines it printed, with those of the functions. */
  readonly log: () => readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
};

const keptLines = 20_000;

/**
 * AUTH checks signatures and IAM policies, of callers and of the functions' roles. TLS, as the policies of both
 * buckets deny what comes without it.
 */
const environmentOf = (folder: string, ministack: Ministack, port: number): Record<string, string> => ({
  AUTH: 'true',
  USE_SSL: '1',
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  // The functions run on the Node that runs this.
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  PYTHONPATH: ministack.folder,
  HOME: folder,
  TMPDIR: folder,
});

const runIn = (folder: string, ministack: Ministack, port: number) => {
  const variables = Object.entries(environmentOf(folder, ministack, port));
  const command = [
    ...variables.map(([name, value]) => `${name}=${value}`),
    ministack.python,
    // Without what else is installed on this machine, so that it does the same on each.
    '-S',
    '-m',
    'ministack',
  ];
  return spawnTethered('/usr/bin/env', ['-i', ...command]);
};

/**
 * Starts MiniStack on a free loopback port with nothing in it. It ends with this process, however that ends.
 * @throws Error with what it printed when it does not come up.
 */
export const startMinistack = async (ministack: Ministack): Promise<RunningMinistack> => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-ministack-'));
  const port = await freePort();
  const child = runIn(folder, ministack, port);
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    if (line.includes('Running on')) ready.resolve();
  });
  const stop = async (): Promise<void> => {
    // With the functions that it runs: all of them are one process group, and nothing of them is kept.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  if ((await Promise.race([ready.promise, exited])) !== undefined) {
    await stop();
    throw new Error(`MiniStack did not start:\n${lines.join('\n')}`);
  }
  return {
    endpoint: new URL(`https://127.0.0.1:${port}`),
    certificate: join(folder, 'ministack-tls/server.crt'),
    log: () => lines,
    [Symbol.asyncDispose]: stop,
  };
};
