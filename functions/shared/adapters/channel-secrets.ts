import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { SecretsUnavailableError } from '#functions/shared/domain/errors.ts';
import type { ChannelSecrets } from '#functions/shared/domain/ports.ts';
import { createCachedSecrets } from './cached-secrets.ts';

const nonEmpty = z.string().check(z.minLength(1));

/** Two secrets can live at once, so that a rotation loses no delivery. */
const secretSchema = z.object({ current: nonEmpty, previous: z.optional(nonEmpty) });

const parseSecrets = (text: string | undefined): readonly string[] => {
  try {
    const { current, previous } = z.parse(secretSchema, JSON.parse(text ?? ''));
    return previous === undefined ? [current] : [current, previous];
  } catch {
    // The parsers' own messages would quote the secret, and messages are logged.
    throw new Error('The secret must be JSON: {"current": "…"}, with "previous" during a rotation.');
  }
};

const orUnavailable = async (reading: Promise<readonly string[]>): Promise<readonly string[]> => {
  try {
    return await reading;
  } catch (error) {
    throw new SecretsUnavailableError(error);
  }
};

/** Reads secrets as JSON `{"current": "…", "previous"?: "…"}` and keeps them for five minutes, longer if the service fails. */
export const createChannelSecrets = (client: SecretsManagerClient, clock: () => number): ChannelSecrets => {
  const secrets = createCachedSecrets(client, { read: parseSecrets, clock });
  return {
    of: ({ secretId }, signal) => orUnavailable(secrets.of(secretId, signal)),
    refreshed: ({ secretId }, signal) => orUnavailable(secrets.refreshed(secretId, signal)),
  };
};
