import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { createPlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { startSecretsManager } from '#local/emulators/secrets-manager.ts';
import { someTime } from '#test/support/samples.ts';

const id = 'platform-haptik';
const minute = 60_000;

const first = { token: 'token-1', clientId: 'client-1' };
const second = { token: 'token-2', clientId: 'client-1' };

const open = async () => {
  const service = await startSecretsManager();
  const client = new SecretsManagerClient({ ...clientSettings, endpoint: service.endpoint, maxAttempts: 1 });
  const time = { now: someTime };
  const credentials = createPlatformCredentials(client, () => time.now);
  const { signal } = new AbortController();
  return {
    time,
    set: (value: unknown) => service.set(id, JSON.stringify(value)),
    setText: (text: string) => service.set(id, text),
    of: (by = signal) => credentials.of(id, by),
    refreshed: () => credentials.refreshed(id, signal),
    [Symbol.asyncDispose]: service[Symbol.asyncDispose],
  };
};

test('credentials are read once in five minutes', async () => {
  await using secrets = await open();
  secrets.set({ ...first, note: 'from the partner list' });
  expect(await secrets.of()).toEqual(first);
  secrets.set(second);

  secrets.time.now += 5 * minute - 1;
  expect(await secrets.of()).toEqual(first);

  secrets.time.now += 1;
  expect(await secrets.of()).toEqual(second);
});

test('credentials are read anew when they were refused, at most once in half a minute', async () => {
  await using secrets = await open();
  secrets.set(first);
  await secrets.of();
  secrets.set(second);

  expect(await secrets.refreshed()).toEqual(first);

  secrets.time.now += minute / 2;
  expect(await secrets.refreshed()).toEqual(second);
});

test('credentials stay known while the service fails', async () => {
  await using secrets = await open();
  secrets.set(first);
  await secrets.of();

  secrets.setText('no JSON');
  secrets.time.now += 6 * minute;

  expect(await secrets.of()).toEqual(first);
  expect(await secrets.refreshed()).toEqual(first);
});

test.each([
  '{}',
  '{"token":"","clientId":""}',
  '{"token":"token-1"}',
  '{"token":"token-1","clientId":""}',
  '{"token":"token-1\\n","clientId":"client-1"}',
  '{"token":"tökèn","clientId":"client-1"}',
  '{"token":" ","clientId":"client-1"}',
  '["token-1","client-1"]',
  'token-1',
  'null',
  ' ',
])('credentials are not %j, and nothing of it is told', async (text) => {
  await using secrets = await open();
  secrets.setText(text);

  const none = {
    outcome: 'no_credentials',
    reason: 'The secret with the credentials must be JSON: {"token": "…", "clientId": "…"}.',
  };
  expect(await secrets.of()).toEqual(none);
  expect(await secrets.refreshed()).toEqual(none);
});

test('credentials are there as soon as somebody fills them in', async () => {
  await using secrets = await open();
  secrets.set({ token: '', clientId: '' });
  await secrets.of();

  secrets.set(first);

  expect(await secrets.of()).toEqual(first);
});

test('credentials are missing where there is no secret', async () => {
  await using secrets = await open();

  expect(await secrets.of()).toEqual({
    outcome: 'no_credentials',
    reason: 'There is no secret with the credentials.',
  });
});

test('credentials that cannot be read now are no reason to change anything', async () => {
  await using secrets = await open();
  secrets.set(first);

  expect(await secrets.of(AbortSignal.abort())).toEqual({
    outcome: 'unanswered',
    written: false,
    reason: 'the credentials could not be read',
    ours: true,
  });
});
