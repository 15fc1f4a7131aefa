import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { elementOf, queryAws } from './aws/call-aws.ts';
import { installMinistack } from './ministack/install-ministack.ts';
import { startMinistack } from './ministack/start-ministack.ts';

/** What the stack is deployed to. */
export type Target = {
  readonly kind: 'emulator' | 'account';
  readonly name: string;
  /** Whether it is known to refuse calls of the API that are not signed by somebody who may make them. */
  readonly checksCallers: boolean;
  /** What to print when the test fails. */
  readonly log: () => readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
};

type Variables = Readonly<Record<string, string>>;

const emulatorVariables: Variables = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
};

const nothing = async (): Promise<void> => undefined;

/** An emulator takes any key, but its makers may ask for one of theirs: what stands in the environment stays. */
const openEndpoint = (endpoint: string): Target => {
  const variables = { ...emulatorVariables, AWS_ENDPOINT_URL_S3: endpoint };
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
  return {
    kind: 'emulator',
    name: endpoint,
    checksCallers: false,
    log: () => [],
    [Symbol.asyncDispose]: nothing,
  };
};

/**
 * The variable names the account, so that nobody deploys to one only because its credentials are in the shell.
 * @throws Error when they belong to another one.
 */
const openAccount = async (account: string): Promise<Target> => {
  const client = new SecretsManagerClient({});
  const region = await client.config.region();
  client.destroy();
  process.env.AWS_REGION = region;
  const identity = await queryAws({ service: 'sts', version: '2011-06-15', Action: 'GetCallerIdentity' });
  const actual = elementOf(identity, 'Account');
  if (actual !== account)
    throw new Error(
      `DEPLOY_TEST_ACCOUNT is ${account}, but the credentials in use are of ${actual ?? identity.body}.`,
    );
  return {
    kind: 'account',
    name: `account ${account}, ${region}`,
    checksCallers: true,
    log: () => [],
    [Symbol.asyncDispose]: nothing,
  };
};

/** No key, profile or file of whoever runs this may go to an emulator, or be taken before these. */
const replaceVariables = (variables: Variables): void => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, variables);
};

const openMinistack = async (signal: AbortSignal): Promise<Target> => {
  const installed = await installMinistack(signal);
  const ministack = await startMinistack(installed);
  const { endpoint, certificate, log } = ministack;
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificate, 'utf8')]);
  replaceVariables({
    ...emulatorVariables,
    AWS_ENDPOINT_URL: endpoint.origin,
    AWS_ENDPOINT_URL_S3: endpoint.origin,
    NODE_EXTRA_CA_CERTS: certificate,
    // For the AWS CLI.
    AWS_CA_BUNDLE: certificate,
    PATH: [join(installed.folder, 'bin'), process.env.PATH].join(delimiter),
    PYTHONPATH: installed.folder,
  });
  const dispose = () => ministack[Symbol.asyncDispose]();
  const name = `MiniStack at ${endpoint.origin}`;
  return { kind: 'emulator', name, checksCallers: true, log, [Symbol.asyncDispose]: dispose };
};

/**
 * Opens what the environment asks for: the account `DEPLOY_TEST_ACCOUNT`, whatever `AWS_ENDPOINT_URL` points to, or
 * else a MiniStack of our own. From then on the environment of this process leads there.
 * @throws SkippedError where neither is asked for and MiniStack cannot be had.
 */
export const openTarget = async (signal: AbortSignal): Promise<Target> => {
  const { AWS_ENDPOINT_URL: endpoint, DEPLOY_TEST_ACCOUNT: account } = process.env;
  if (account !== undefined && endpoint !== undefined)
    throw new Error('Both AWS_ENDPOINT_URL and DEPLOY_TEST_ACCOUNT are set: unset one of them.');
  if (account !== undefined) return openAccount(account);
  if (endpoint !== undefined) return openEndpoint(endpoint);
  return openMinistack(signal);
};
