import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { root } from './root.ts';
import { outputOf } from './run-command.ts';

const app = fileURLToPath(new URL('./app.ts', import.meta.url));
const cli = join(root, 'node_modules/aws-cdk/bin/cdk');

/** The CLI runs `node`: the one that runs this. */
const environment = () => ({
  ...process.env,
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
});

const cdk = (args: readonly string[], signal?: AbortSignal): Promise<string> =>
  outputOf({ program: process.execPath, args: [cli, ...args], env: environment(), signal });

/** Synthesises the test's stack into a folder. `platform` is the base URL of the platform that it sends to. */
export const synthesise = (
  folder: string,
  { name, platform }: { readonly name: string; readonly platform: string },
  signal: AbortSignal,
) =>
  cdk(
    [
      'synth',
      '--quiet',
      `--app=node '${app}'`,
      `--context=name=${name}`,
      `--context=platform=${platform}`,
      `--output=${folder}`,
    ],
    signal,
  );

/** Prepares the account and region that the environment names for deployments. */
export const bootstrap = (folder: string, signal: AbortSignal) => cdk(['bootstrap', '--app', folder], signal);

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** The outputs of a stack by their names. */
export type Outputs = Readonly<Record<string, string>>;

/** Deploys the assembly in this folder and gives the outputs of its stack. */
export const deploy = async (folder: string, name: string, signal: AbortSignal): Promise<Outputs> => {
  const file = join(folder, 'outputs.json');
  await cdk(['deploy', '--app', folder, '--require-approval', 'never', '--outputs-file', file], signal);
  return z.parse(outputsSchema, JSON.parse(readFileSync(file, 'utf8')))[name] ?? {};
};

/** Removes the stack. It cannot be interrupted: what is left of it would cost. */
export const destroy = (folder: string) => cdk(['destroy', '--app', folder, '--force']);
