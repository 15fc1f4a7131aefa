import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from 'vitest';
import { createChannelSecrets } from '#functions/shared/adapters/channel-secrets.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { SecretsUnavailableError } from '#functions/shared/domain/errors.ts';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { startSecretsManager } from '#local/emulators/secrets-manager.ts';
import { someTime } from '#test/support/samples.ts';

const channel: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 'channel-haptik',
  businessIds: 'any',
};

const minute = 60_000;

const open = async () => {
  const service = await startSecretsManager();
  const client = new SecretsManagerClient({ ...clientSettings, endpoint: service.endpoint, maxAttempts: 1 });
  const time = { now: someTime };
  const secrets = createChannelSecrets(client, () => time.now);
  const { signal } = new AbortController();
  return {
    time,
    set: (value: unknown) => service.set(channel.secretId, JSON.stringify(value)),
    of: () => secrets.of(channel, signal),
    refreshed: () => secrets.refreshed(channel, signal),
    setText: (text: string) => service.set(channel.secretId, text),
    [Symbol.asyncDispose]: service[Symbol.asyncDispose],
  };
};

describe('the secrets of a channel', () => {
  test('are the current one and, during a rotation, the one before', async () => {
    await using secrets = await open();
    secrets.set({ current: 'new' });
    expect(await secrets.of()).toEqual(['new']);

    secrets.set({ current: 'newer', previous: 'new' });
    secrets.time.now += 5 * minute;

    expect(await secrets.of()).toEqual(['newer', 'new']);
  });

  test('are read once in five minutes', async () => {
    await using secrets = await open();
    secrets.set({ current: 'first' });
    await secrets.of();
    secrets.set({ current: 'second' });

    secrets.time.now += 5 * minute - 1;
    expect(await secrets.of()).toEqual(['first']);

    secrets.time.now += 1;
    expect(await secrets.of()).toEqual(['second']);
  });

  test('are read anew after a mismatch, at most once in half a minute', async () => {
    await using secrets = await open();
    secrets.set({ current: 'first' });
    await secrets.of();
    secrets.set({ current: 'second' });

    expect(await secrets.refreshed()).toEqual(['first']);

    secrets.time.now += minute / 2;
    expect(await secrets.refreshed()).toEqual(['second']);
    expect(await secrets.of()).toEqual(['second']);
  });

  test('stay known while the service fails, and are read again soon after', async () => {
    await using secrets = await open();
    secrets.set({ current: 'first' });
    await secrets.of();

    secrets.setText('no JSON');
    secrets.time.now += 6 * minute;
    expect(await secrets.of()).toEqual(['first']);

    secrets.set({ current: 'second' });
    expect(await secrets.of()).toEqual(['first']);
    secrets.time.now += minute / 2;
    expect(await secrets.of()).toEqual(['second']);
  });

  test.each([[{}], [{ current: '' }], [{ previous: 'x' }], ['text'], [null]])('are not %j', async (value) => {
    await using secrets = await open();
    secrets.set(value);

    await expect(secrets.of()).rejects.toThrow(SecretsUnavailableError);
  });

  test('are unavailable when none was ever read', async () => {
    await using secrets = await open();

    await expect(secrets.of()).rejects.toThrow(SecretsUnavailableError);
    await expect(secrets.refreshed()).rejects.toThrow(SecretsUnavailableError);
  });

  test.each(['very-secret', '{"current":1,"note":"very-secret"}'])(
    'never stand in an error (%#)',
    async (text) => {
      await using secrets = await open();
      secrets.setText(text);

      const error = await secrets.of().catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(SecretsUnavailableError);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('very-sec');
    },
  );
});
