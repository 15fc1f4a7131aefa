import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'vitest';
import { allGone } from '#test/support/processes.ts';
import { testFunction } from './test-function.ts';

const script = `
  const { createLambdaHost } = await import('#local/lambda/lambda-host.ts');
  const host = createLambdaHost({ endpoints: {}, logLevel: 'WARN' });
  const target = JSON.parse(process.argv[1]);
  const { payload } = await host.invoke(target, '{}');
  void host.invoke(target, '{"hang":true}');
  console.log(payload);
`;

test('a function’s process ends when its host gets SIGKILL, in the middle of an invocation too', async () => {
  const hanging = testFunction(
    'exports.handler = async (event) => event.hang ? new Promise(() => {}) : process.pid;',
  );
  const args = ['--input-type=module', '--eval', script, JSON.stringify(hanging)];
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(host.stdout), 'line');
  const pid = Number(line);
  process.kill(pid, 0);

  host.kill('SIGKILL');

  await allGone([pid]);
});
