import { join } from 'node:path';
import type { Emulators } from './emulators/start-emulators.ts';
import { localEnvironment } from './local-environment.ts';
import type { RelayOptions } from './options.ts';
import { platformCredentialValues } from './platform-credentials.ts';
import { provision } from './provision/provision.ts';
import { synthesize } from './synthesize.ts';
import { readAssembly } from './template/assembly.ts';
import { readSystem, type System } from './template/system.ts';
import { webhookSecretValues } from './webhook-secrets.ts';

type Surroundings = {
  readonly emulators: Emulators;
  /** Base URL of the HTTP API. */
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  /** Where synthesised templates are kept. */
  readonly cacheFolder: string;
};

const root = join(import.meta.dirname, '..');

/** Synthesises the template and creates in the emulators what it stores things in, the secrets filled. */
export const prepareSystem = async (
  options: RelayOptions,
  { emulators, apiUrl, simulatorUrl, cacheFolder }: Surroundings,
): Promise<System> => {
  const { endpoints } = emulators;
  const assembly = readAssembly(await synthesize(root, cacheFolder));
  const addresses = { sqs: endpoints.sqs, api: apiUrl };
  const system = readSystem(assembly, addresses, localEnvironment({ ...options, simulatorUrl }));
  await provision(system, { endpoints, timeScale: options.timeScale });
  for (const [id, value] of [
    ...webhookSecretValues(system, options.secrets),
    ...platformCredentialValues(system, options),
  ])
    emulators.secrets.set(id, value);
  return system;
};
