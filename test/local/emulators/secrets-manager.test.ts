import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, expect, test } from 'vitest';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { startSecretsManager } from '#local/emulators/secrets-manager.ts';

const emulator = await startSecretsManager();
afterAll(() => emulator[Symbol.asyncDispose]());
const client = new SecretsManagerClient({ ...clientSettings, endpoint: emulator.endpoint });

const name = 'relay/haptik';
const arn = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`;
const read = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

test.each([
  { set: name, get: name },
  { set: name, get: arn },
  { set: arn, get: arn },
  { set: arn, get: name },
])('a secret set as $set is read as $get', async ({ set, get }) => {
  emulator.set(set, '{"current":"s3cret"}');

  expect(await read(get)).toMatchObject({ ARN: arn, Name: name, SecretString: '{"current":"s3cret"}' });
});

test('a new value takes the place of the earlier one', async () => {
  emulator.set(name, 'old');
  emulator.set(name, 'new');

  expect(await read(name)).toMatchObject({ SecretString: 'new' });
});

test('an unknown secret is ResourceNotFoundException', async () => {
  await expect(read('relay/nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('any other call says what this emulator answers', async () => {
  const call = client.send(new ListSecretsCommand({}));

  await expect(call).rejects.toThrow('answers GetSecretValue only, not secretsmanager.ListSecrets');
});

test.each(['', '{', '{}', '{"SecretId":1}'])('a malformed request is refused: %j', async (body) => {
  const response = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body,
  });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
});
