import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { clientSettings } from './client-settings.ts';
import { lazily } from './lazily.ts';

/** How long a call may take altogether where nobody sets a limit: milliseconds. An object may stop coming midway. */
const usualLimit = 4_000;

const loadS3 = async () => {
  const s3 = await import('@aws-sdk/client-s3');
  const client = new s3.S3Client(clientSettings({ connectMs: 500, requestMs: 1500, attempts: 2 }));
  return { s3, client };
};

type Loaded = Awaited<ReturnType<typeof loadS3>>;

/** The bucket of this name. Its client is loaded on first use. */
export const createBucket = (name: string, callLimit = usualLimit): Bucket => {
  const load = lazily(loadS3);

  const call = async <Result>(
    what: string,
    run: (loaded: Loaded, options: { abortSignal: AbortSignal }) => Promise<Result>,
    abortSignal = AbortSignal.timeout(callLimit),
  ): Promise<Result> => {
    try {
      return await run(await load(), { abortSignal });
    } catch (cause) {
      throw new StoreUnavailableError(`The bucket did not ${what}.`, { cause });
    }
  };

  return {
    put: (key, body, signal) =>
      call(
        'take an object',
        async ({ s3, client }, options) => {
          const ContentType = 'application/json';
          await client.send(
            new s3.PutObjectCommand({ Bucket: name, Key: key, Body: body, ContentType }),
            options,
          );
        },
        signal,
      ),
    get: (key) =>
      call('give an object', async ({ s3, client }, options) => {
        try {
          const { Body } = await client.send(new s3.GetObjectCommand({ Bucket: name, Key: key }), options);
          return await Body?.transformToByteArray();
        } catch (error) {
          if (error instanceof s3.NoSuchKey) return undefined;
          throw error;
        }
      }),
    list: (prefix, { limit, after }) =>
      call('list its objects', async ({ s3, client }, options) => {
        const command = { Bucket: name, Prefix: prefix, MaxKeys: limit, StartAfter: after };
        const { Contents = [], IsTruncated } = await client.send(
          new s3.ListObjectsV2Command(command),
          options,
        );
        return { keys: Contents.map(({ Key = '' }) => Key), isLast: IsTruncated !== true };
      }),
    remove: (key) =>
      call('remove an object', async ({ s3, client }, options) => {
        await client.send(new s3.DeleteObjectCommand({ Bucket: name, Key: key }), options);
      }),
  };
};
