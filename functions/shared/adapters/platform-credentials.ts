import { ResourceNotFoundException, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import { createCachedSecrets } from './cached-secrets.ts';

/** What a platform knows a company by. */
export type Credentials = { token: string; clientId: string };

/** There are none: what the call that needs them comes to without being made. */
type Uncalled = Exclude<PlatformAnswer, { outcome: 'answered' }>;

/** The credentials in a secret, by its ARN or name. Never rejects. */
export type PlatformCredentials = {
  of: (secretId: string, signal: AbortSignal) => Promise<Credentials | Uncalled>;
  /** Reads them anew after the platform refused them, at most once per half minute; else what is known. */
  refreshed: (secretId: string, signal: AbortSignal) => Promise<Credentials | Uncalled>;
};

/** What may stand in a header, and is not empty as a secret is that nobody has filled in yet. */
const headerText = z.string().check(z.regex(/^[!-~](?:[ -~]*[!-~])?$/));

const credentialsSchema = z.object({ token: headerText, clientId: headerText });

class UnusableSecretError extends Error {}

const parseCredentials = (text: string | undefined): Credentials => {
  try {
    return z.parse(credentialsSchema, JSON.parse(text ?? ''));
  } catch {
    // The parsers' own messages would quote the secret, and messages are logged.
    throw new UnusableSecretError(
      'The secret with the credentials must be JSON: {"token": "…", "clientId": "…"}.',
    );
  }
};

const uncalled = (error: unknown): Uncalled => {
  if (error instanceof UnusableSecretError) return { outcome: 'no_credentials', reason: error.message };
  if (error instanceof ResourceNotFoundException)
    return { outcome: 'no_credentials', reason: 'There is no secret with the credentials.' };
  return { outcome: 'unanswered', written: false, reason: 'the credentials could not be read', ours: true };
};

/** Reads credentials as JSON `{"token": "…", "clientId": "…"}` and keeps them for five minutes, longer if the service fails. */
export const createPlatformCredentials = (
  client: SecretsManagerClient,
  clock: () => number,
): PlatformCredentials => {
  const secrets = createCachedSecrets(client, { read: parseCredentials, clock });
  return {
    of: (secretId, signal) => secrets.of(secretId, signal).catch(uncalled),
    refreshed: (secretId, signal) => secrets.refreshed(secretId, signal).catch(uncalled),
  };
};
