import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { outputOf } from '#test/deploy/run-command.ts';
import { hasCli } from './has-cli.ts';

const optionOf = (command: string, option: string): string =>
  new RegExp(`--${option} (?:'([^']*)'|(\\S+))`).exec(command)?.slice(1).find(Boolean) ?? '';

const runBySdk = async (command: string): Promise<string> => {
  const client = new SecretsManagerClient({});
  const SecretId = optionOf(command, 'secret-id');
  const SecretString = optionOf(command, 'secret-string');
  if (SecretString === '')
    return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  return '';
};

/** Runs a command of the stack's outputs as an operator would, with the AWS CLI; where there is none, what it means. */
export const runOutputCommand = async (command: string): Promise<string> =>
  (await hasCli()) ? outputOf({ program: 'sh', args: ['-c', command] }) : runBySdk(command);

/** Stores what a rotation stores, in the secret that the command shows: two secrets, and both are accepted. */
export const rotateSecret = async (
  showCommand: string,
  secrets: { readonly current: string; readonly previous: string },
): Promise<void> => {
  await new SecretsManagerClient({}).send(
    new PutSecretValueCommand({
      SecretId: optionOf(showCommand, 'secret-id'),
      SecretString: JSON.stringify(secrets),
    }),
  );
};
