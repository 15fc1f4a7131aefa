import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Call } from './call.ts';

/** An access key. */
export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** A key that nobody has. */
export const stranger: Credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'guess' };

/** Which service a call is for, and who makes it: without `as` whoever runs the test. */
export type SignOptions = { readonly service: string; readonly as?: Credentials | undefined };

const queryOf = ({ searchParams }: URL): Record<string, string[]> =>
  Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));

/** Signs a call (Signature Version 4) with the SDK's own signer, which every client carries. */
export const signed = async (call: Call, { service, as }: SignOptions): Promise<Call> => {
  const { url, method, headers, body } = call;
  const client = new SecretsManagerClient(as === undefined ? {} : { credentials: as });
  try {
    const signer = await client.config.signer();
    const request = await signer.sign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: queryOf(url),
        headers: { ...headers, host: url.host },
        body,
      },
      { signingService: service, signingRegion: await client.config.region() },
    );
    return { ...call, headers: request.headers };
  } finally {
    client.destroy();
  }
};
