import { spawnSync } from 'node:child_process';
import { mkdtempDisposableSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#test/lib/cdk-json.ts';

/** Runs the app as the CLI does, with what `-c` gives. */
const runApp = (context: Readonly<Record<string, string>>, outdir: string) =>
  spawnSync(process.execPath, ['bin/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });

test.each<[given: Readonly<Record<string, string>>, problem: string]>([
  [{ silentAfterHours: '48' }, 'silentAfterHours is 48: set it to a whole number from 1 to 24.'],
  [{ alarmEmail: 'nobody' }, 'The alarmEmail is "nobody": write one e-mail address.'],
  [{ logLevel: 'DEBUG' }, '-c logLevel=DEBUG: write INFO or WARN.'],
  [{ jwtIssuer: 'https://id.example.com' }, '-c jwtIssuer and -c jwtAudience belong together: give both.'],
  [
    { stage: 'test' },
    'There is no stage "test". Use -c stage=dev or -c stage=prod, or add it to lib/stage.ts.',
  ],
])('%j is refused in words alone, and nothing is written', (given, problem) => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'refused-'));

  const { status, stdout, stderr } = runApp(given, folder.path);

  expect(stderr).toBe(`The configuration cannot be deployed:\n- ${problem}\n`);
  expect(stdout).toBe('');
  expect(status).toBe(1);
  expect(readdirSync(folder.path)).toEqual([]);
});
