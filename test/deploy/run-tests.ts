import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '#local/simulator/start-simulator.ts';
import { webhookSecret } from '#local/webhook-secrets.ts';
import { type Deployment, toEnvironment } from './deployment.ts';
import { root } from './root.ts';
import { runCommand } from './run-command.ts';
import type { Platform, Test } from './test-run.ts';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const config = fileURLToPath(new URL('./vitest.config.ts', import.meta.url));

/**
 * MiniStack decodes a path before it looks for its route, so that an escaped slash in an id leads nowhere. (A pattern of
 * what is run, as there is none of what is not.)
 */
const onEmulators = ['--testNamePattern', '^(?!.*%2E%2E%2Fspill)'];

/** @throws Error when a test fails. */
export const runTests = async ({ target, signal }: Test, deployment: Deployment): Promise<void> => {
  const args = [vitest, 'run', '--config', config];
  if (target.kind === 'emulator') args.push(...onEmulators);
  const env = { ...process.env, ...toEnvironment(deployment) };
  const { code } = await runCommand({ program: process.execPath, args, env, shown: true, signal });
  signal.throwIfAborted();
  if (code !== 0) throw new Error('Tests of the deployed stack failed.');
};

/** The same with our simulator as the platform; in an account nothing would reach it. */
export const runTestsWithSimulator = async (
  test: Test,
  deployment: Deployment,
  { port, token, clientId }: Platform & { readonly port: number },
): Promise<void> => {
  const simulator = await startSimulator({
    port,
    webhookUrl: `${deployment.doorUrl}/webhooks/haptik`,
    webhookSecret: webhookSecret({}, 'haptik'),
    token,
    clientId,
    timeScale: 60,
  });
  try {
    await runTests(test, { ...deployment, simulatorUrl: simulator.url });
  } finally {
    await simulator.close();
  }
};
