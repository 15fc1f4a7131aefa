import { join } from 'node:path';
import { freePort } from '#local/emulators/free-port.ts';
import { adaptAssembly } from './assembly/adapt-assembly.ts';
import { dataOf, emptyBucketOf } from './aws/resources.ts';
import { bootstrap, deploy, destroy, type Outputs, synthesise } from './cdk.ts';
import { drive } from './drive.ts';
import { step } from './step.ts';
import type { Ports, Test } from './test-run.ts';

/** Stands for the simulator's address until the template is adapted; it leads nowhere (RFC 6761). */
const placeholder = 'https://platform.invalid';

const prepare = async (
  { target, stackName, signal }: Test,
  ports: Ports,
  assembly: string,
): Promise<void> => {
  if (target.kind === 'account') return;
  const said = await adaptAssembly({
    folder: assembly,
    stackName,
    replaced: { [placeholder]: `http://127.0.0.1:${ports.simulator}` },
    publicUrl: `http://127.0.0.1:${ports.door}`,
  });
  for (const line of said) console.log(`NOT AS ON AWS: ${line}`);
  await step('cdk bootstrap', () => bootstrap(assembly, signal));
};

/** @throws Error where something cannot be found by the name of its stack, as then nobody could tell what is left of it. */
const checkFound = async (stackName: string): Promise<void> => {
  for (const [kind, names] of Object.entries(await dataOf(stackName, Number.POSITIVE_INFINITY)))
    if (names.length === 0) throw new Error(`No ${kind} is found by the name ${stackName}.`);
};

const destroyEmptied = async (stackName: string, assembly: string): Promise<void> => {
  await step('bucket emptied', () => emptyBucketOf(stackName));
  await step('cdk destroy', () => destroy(assembly));
};

/** @throws Error naming what is left of the stack. */
const remove = async (stackName: string, assembly: string): Promise<void> => {
  const began = Date.now();
  // Something may be written to the bucket just before it is deleted, which then fails.
  await destroyEmptied(stackName, assembly).catch(() => destroyEmptied(stackName, assembly));
  const left = Object.values(await dataOf(stackName, began)).flat();
  if (left.length > 0) throw new Error(`The stack is gone, but not ${left.join(', ')}.`);
};

/**
 * Deploys a stack of its own, drives it as its users would, and removes it, also after a failure or an interruption.
 * @throws Error when any of this fails.
 */
export const deployAndDrive = async (test: Test): Promise<void> => {
  const { target, folder, stackName, signal } = test;
  const assembly = join(folder, 'assembly');
  const platform = (target.kind === 'account' && process.env.HAPTIK_BASE_URL) || placeholder;
  const ports = { door: await freePort(), simulator: await freePort() };
  await step('cdk synth', () => synthesise(assembly, { name: stackName, platform }, signal));
  await prepare(test, ports, assembly);

  await using deployed = new AsyncDisposableStack();
  deployed.defer(() => remove(stackName, assembly));
  const outputs: Outputs = await step('cdk deploy', () => deploy(assembly, stackName, signal));
  await checkFound(stackName);
  await drive(test, { outputs, ports, sends: target.kind !== 'account' || platform !== placeholder });
};
