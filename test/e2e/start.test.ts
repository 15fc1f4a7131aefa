import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startHttpFront } from '#local/http/http-front.ts';
import { allGone, processTree } from '#test/support/processes.ts';
import { startRelayProcess } from '#test/support/relay-process.ts';

const root = join(import.meta.dirname, '../..');

/** Runs the system where it cannot start; gives its exit code and what it says. */
const startInVain = async (environment: Record<string, string>) => {
  const child = spawn(process.execPath, ['bin/local.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
  });
  const [[code], output, errors] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: Number(code), output, errors };
};

test('the ready line stands alone on standard output, and the API is well by then', async () => {
  const relay = await startRelayProcess();

  const health = await fetch(`${relay.apiUrl}/healthz`);
  await relay.end('SIGTERM');

  expect(health.status).toBe(200);
  expect(relay.output()).toEqual([`ready ${relay.apiUrl}`]);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0 and leaves no process', async (signal) => {
  const relay = await startRelayProcess();
  const processes = processTree(relay.pid);

  const code = await relay.end(signal);

  expect(code).toBe(0);
  expect(processes.length).toBeGreaterThan(2);
  await allGone(processes);
});

test('no process is left when only the system’s own process is killed', async () => {
  const relay = await startRelayProcess();
  const processes = processTree(relay.pid);

  await relay.end('SIGKILL');

  await allGone(processes);
});

/** `npm start`, whose standard output is to be read. */
const spawnNpm = () => {
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { npm, exited: once(npm, 'exit'), pid: npm.pid ?? 0 };
};

/** A process and what it started, once there are so many; the test's own time-out bounds it. */
const treeOf = async (pid: number, count: number): Promise<number[]> => {
  const tree = processTree(pid);
  if (tree.length >= count) return tree;
  await setTimeout(20);
  return treeOf(pid, count);
};

/** `npm start` and every process below it, once it is ready. */
const startByNpm = async () => {
  const { npm, exited, pid } = spawnNpm();
  for await (const line of createInterface(npm.stdout)) if (line.startsWith('ready ')) break;
  return { npm, exited, processes: processTree(pid) };
};

test('npm passes SIGTERM on and exits with 0', async () => {
  const { npm, exited, processes } = await startByNpm();

  npm.kill('SIGTERM');

  expect(await exited).toEqual([0, null]);
  await allGone(processes);
});

test('no process is left when only the npm that started it is killed', async () => {
  const { npm, processes } = await startByNpm();

  npm.kill('SIGKILL');

  expect(processes.length).toBeGreaterThan(3);
  await allGone(processes);
});

test('no process is left when the npm that started it is killed long before it is ready', async () => {
  const { npm, pid } = spawnNpm();
  // npm, the system's own process and the emulator, which is the first that it starts.
  const processes = await treeOf(pid, 3);

  npm.kill('SIGKILL');

  await allGone(processes);
});

test('a taken port is an error that names its variable', async () => {
  await using taken = await startHttpFront(0);
  const { port } = new URL(taken.url);

  for (const variable of ['PORT', 'SIMULATOR_PORT']) {
    const { code, output, errors } = await startInVain({ [variable]: port });

    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors).toBe(
      `Port ${port} cannot be used (EADDRINUSE): set ${variable} to another, or to 0 for a free one.\nCause: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    );
  }
});

test('a variable that is wrong is an error that names it, without a stack', async () => {
  const { code, output, errors } = await startInVain({ RELAY_TIME_SCALE: '0' });

  expect(code).toBe(1);
  expect(output).toBe('');
  expect(errors).toBe('RELAY_TIME_SCALE must be a number above 0.\n');
});
