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
  /** Base URL of SQS for the functions; the emulator itself where there is none. */
  readonly sqsUrl?: string;
};

const root = join(import.meta.dirname, '..');

/** Synthesises the template and creates in the emulators what it stores things in, the secrets filled. */
export const prepareSystem = async (
  options: RelayOptions,
  { emulators, apiUrl, simulatorUrl, cacheFolder, sqsUrl = emulators.endpoints.sqs }: Surroundings,
): Promise<System> => {
  const { endpoints } = emulators;
  const { stage } = options;
  const context = stage === undefined ? {} : { stage };
  const assembly = options.assembly ?? readAssembly(await synthesize(root, cacheFolder, context));
  const addresses = { sqs: sqsUrl, api: apiUrl };
  const system = readSystem(assembly, addresses, localEnvironment({ ...options, apiUrl, simulatorUrl }));
  await provision(system, { endpoints, timeScale: options.timeScale });
  for (const [id, value] of [
    ...webhookSecretValues(system, options.secrets),
    ...platformCredentialValues(system, options),
  ])
    emulators.secrets.set(id, value);
  return system;
};
