import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** What was read last, and when a read was last tried. */
type Known<Value> = { value: Value; readAt: number; triedAt: number };

/** What secrets hold, by their ARN or name. Rejects with what the service or the reader threw where nothing is known. */
export type CachedSecrets<Value> = {
  of: (secretId: string, signal: AbortSignal) => Promise<Value>;
  /** Reads it anew, at most once per half minute and secret; else what is known. */
  refreshed: (secretId: string, signal: AbortSignal) => Promise<Value>;
};

type Options<Value> = {
  /** Reads a secret's text. What it throws may be logged, so it must not quote the text. */
  read: (text: string | undefined) => Value;
  clock: () => number;
};

const lifetime = 5 * 60_000;
const refreshInterval = 30_000;

/** How long a refresh may take while an older value is known, in milliseconds. */
const refreshLimit = 600;

/** Keeps what secrets hold for five minutes, longer if the service fails or holds what cannot be read. */
export const createCachedSecrets = <Value>(
  client: SecretsManagerClient,
  { read, clock }: Options<Value>,
): CachedSecrets<Value> => {
  const known = new Map<string, Known<Value>>();

  const readAnew = async (secretId: string, abortSignal: AbortSignal): Promise<Value> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }), {
      abortSignal,
    });
    const value = read(SecretString);
    known.set(secretId, { value, readAt: clock(), triedAt: clock() });
    return value;
  };

  const readAnewOrKnown = async (secretId: string, signal: AbortSignal): Promise<Value> => {
    const stale = known.get(secretId);
    try {
      const limit =
        stale === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(refreshLimit)]);
      return await readAnew(secretId, limit);
    } catch (error) {
      if (stale === undefined) throw error;
      known.set(secretId, { ...stale, triedAt: clock() });
      return stale.value;
    }
  };

  /** What is known, while it is fresh or a read was tried a moment ago: a failing service is not asked each time. */
  const within = (age: number) => async (secretId: string, signal: AbortSignal) => {
    const entry = known.get(secretId);
    const isDue =
      entry === undefined || (clock() - entry.readAt >= age && clock() - entry.triedAt >= refreshInterval);
    return isDue ? readAnewOrKnown(secretId, signal) : entry.value;
  };

  return { of: within(lifetime), refreshed: within(refreshInterval) };
};
