import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { SecretsUnavailableError } from '#functions/shared/domain/errors.ts';
import type { ChannelSecrets } from '#functions/shared/domain/ports.ts';

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

/** What was read last, and when a read was last tried. */
type Known = { secrets: readonly string[]; readAt: number; triedAt: number };

const lifetime = 5 * 60_000;
const refreshInterval = 30_000;

/** How long a refresh may take while older secrets are known, in milliseconds. */
const refreshLimit = 600;

/** Reads secrets as JSON `{"current": "…", "previous"?: "…"}` and keeps them for five minutes, longer if the service fails. */
export const createChannelSecrets = (client: SecretsManagerClient, clock: () => number): ChannelSecrets => {
  const known = new Map<string, Known>();

  const read = async ({ secretId }: Channel, abortSignal: AbortSignal): Promise<readonly string[]> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }), {
      abortSignal,
    });
    const secrets = parseSecrets(SecretString);
    known.set(secretId, { secrets, readAt: clock(), triedAt: clock() });
    return secrets;
  };

  const orKnown = async (channel: Channel, signal: AbortSignal): Promise<readonly string[]> => {
    const stale = known.get(channel.secretId);
    try {
      const limit =
        stale === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(refreshLimit)]);
      return await read(channel, limit);
    } catch (error) {
      if (stale === undefined) throw new SecretsUnavailableError(error);
      known.set(channel.secretId, { ...stale, triedAt: clock() });
      return stale.secrets;
    }
  };

  /** What is known, while it is fresh or a read was tried a moment ago: a failing service is not asked each time. */
  const unlessDue = (channel: Channel, age: number): readonly string[] | undefined => {
    const entry = known.get(channel.secretId);
    if (entry === undefined) return undefined;
    const isFresh = clock() - entry.readAt < age || clock() - entry.triedAt < refreshInterval;
    return isFresh ? entry.secrets : undefined;
  };

  return {
    of: async (channel, signal) => unlessDue(channel, lifetime) ?? (await orKnown(channel, signal)),
    refreshed: async (channel, signal) =>
      unlessDue(channel, refreshInterval) ?? (await orKnown(channel, signal)),
  };
};
