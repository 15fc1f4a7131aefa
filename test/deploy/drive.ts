import { makeCall } from './aws/call.ts';
import { createIamUser, type IamUser } from './aws/iam-user.ts';
import { signed, stranger } from './aws/signed.ts';
import type { Outputs } from './cdk.ts';
import { startDoor } from './door.ts';
import { changeSecret, outputNamed, storeToken } from './operate.ts';
import { runTests, runTestsWithSimulator } from './run-tests.ts';
import { step } from './step.ts';
import type { Ports, Test } from './test-run.ts';

type Deployed = { readonly outputs: Outputs; readonly ports: Ports; readonly sends: boolean };

const refusesStrangers = async (apiUrl: string): Promise<boolean> => {
  const call = { method: 'GET', url: new URL(`${apiUrl}/v1/outbox`) };
  return (await makeCall(await signed(call, { service: 'execute-api', as: stranger }))).status === 403;
};

/** A backend as the README describes it: it may call this API and do nothing else. */
const createBackend = (stackName: string, apiUrl: string): Promise<IamUser> => {
  const apiId = new URL(apiUrl).hostname.split('.')[0] ?? '';
  return createIamUser(`${stackName}-backend`, `arn:aws:execute-api:*:*:${apiId}/*`);
};

/**
 * Does with a deployed stack what its operator and its users do.
 * @throws Error when a test fails.
 */
export const drive = async (test: Test, { outputs, ports, sends }: Deployed): Promise<void> => {
  const { target, stackName } = test;
  const isEmulated = target.kind === 'emulator';
  const apiUrl = outputNamed(outputs, 'ApiUrl');
  const checksCallers = target.checksCallers || (await refusesStrangers(apiUrl));
  if (!checksCallers) console.log('NOT AS ON AWS: this endpoint lets any key call the API');
  if (!sends) console.log('NOT DRIVEN: sends, as HAPTIK_BASE_URL names no platform');

  await using user = isEmulated && checksCallers ? await createBackend(stackName, apiUrl) : undefined;
  const backend = user?.key;
  // The functions of an emulator have no more of this machine than others leave them, and may be too slow for a platform.
  await using door = await startDoor({ port: ports.door, apiUrl, backend, repeats: isEmulated ? 6 : 0 });
  const { HAPTIK_TOKEN: token = 'local-token', HAPTIK_CLIENT_ID: clientId = 'local-client' } = process.env;
  const platform = { token, clientId };
  const generatedSecret = await changeSecret(outputs, 'Haptik');
  await changeSecret(outputs, 'Fineguide');
  await storeToken(outputs, platform);

  const deployment = { stackName, apiUrl, doorUrl: door.url, generatedSecret, checksCallers, backend, sends };
  await step('tests', () =>
    isEmulated
      ? runTestsWithSimulator(test, deployment, { ...platform, port: ports.simulator })
      : runTests(test, deployment),
  );
  if (door.repeated() > 0)
    console.log(`${door.repeated()} webhooks came too late or failed, and were repeated`);
};
