import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRelayApp } from '#lib/relay-app.ts';
import { context, root } from '#test/lib/cdk-json.ts';

/** Two cloud assemblies of the stage `dev`: one by the CLI, one in this process. */
export type Assemblies = { cli: string; inProcess: string; [Symbol.dispose](): void };

/** Synthesises both, the bundles too, side by side: a source map tells how deep the folder lies. */
export const synthesise = async (): Promise<Assemblies> => {
  mkdirSync(join(root, 'cdk.out'), { recursive: true });
  const folder = mkdtempSync(join(root, 'cdk.out/test-'));
  // As the bundles are CommonJS below a package of ES modules.
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  const [cli, inProcess] = [join(folder, 'cli'), join(folder, 'in-process')];
  const command = promisify(execFile)('npx', ['--no-install', 'cdk', 'synth', '--quiet', '--output', cli], {
    cwd: root,
  });
  createRelayApp({ outdir: inProcess, context }).synth();
  await command;
  return { cli, inProcess, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
};

/** The text of a file in an assembly. */
export const readText = (...path: string[]): string => readFileSync(join(...path), 'utf8');
