import { Readable } from 'node:stream';
import { NotFoundError, RelayError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Uploads } from '#functions/shared/domain/ports.ts';
import { clientSettings } from './client-settings.ts';
import { lazily } from './lazily.ts';

/** How long a call may take until its answer begins: milliseconds. */
const longestCall = 4_000;

const loadS3 = async () => {
  const [s3, { getSignedUrl }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/s3-request-presigner'),
  ]);
  const client = new s3.S3Client({
    ...clientSettings({ connectMs: 500, requestMs: 1500, attempts: 2 }),
    // Else the checksum of no bytes at all would be signed into where a file is put.
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return { s3, client, getSignedUrl };
};

type Loaded = Awaited<ReturnType<typeof loadS3>>;

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && '$metadata' in error ? Object(error.$metadata).httpStatusCode : undefined;

/** Files on their way through the bucket of this name. */
export const createUploads = (
  bucketName: string,
): Uploads & { open: (key: string, etag: string) => Promise<{ stream: Readable; size: number }> } => {
  const load = lazily(loadS3);

  const call = async <Result>(what: string, run: (loaded: Loaded) => Promise<Result>): Promise<Result> => {
    try {
      return await run(await load());
    } catch (cause) {
      if (cause instanceof RelayError) throw cause;
      throw new StoreUnavailableError(`The bucket did not ${what}.`, { cause });
    }
  };

  const isThere = async ({ s3, client }: Loaded, key: string): Promise<boolean> => {
    const command = new s3.ListObjectsV2Command({ Bucket: bucketName, Prefix: key, MaxKeys: 1 });
    const { Contents = [] } = await client.send(command, { abortSignal: AbortSignal.timeout(longestCall) });
    return Contents[0]?.Key === key;
  };

  return {
    presignPut: (key, { contentType, size, expiresInSeconds }) =>
      call('sign where a file may be put', async ({ s3, client, getSignedUrl }) => {
        const command = new s3.PutObjectCommand({
          Bucket: bucketName,
          Key: key,
          ContentType: contentType,
          ContentLength: size,
        });
        const headers = { 'content-type': contentType, 'content-length': String(size) };
        const signableHeaders = new Set(['host', ...Object.keys(headers)]);
        const url = await getSignedUrl(client, command, { expiresIn: expiresInSeconds, signableHeaders });
        return { url, headers };
      }),
    head: (key) =>
      call('tell of a file', async (loaded) => {
        const { s3, client } = loaded;
        try {
          const command = new s3.HeadObjectCommand({ Bucket: bucketName, Key: key });
          const { ContentLength, ContentType, ETag } = await client.send(command, {
            abortSignal: AbortSignal.timeout(longestCall),
          });
          return { size: ContentLength ?? 0, contentType: ContentType ?? '', etag: ETag ?? '' };
        } catch (error) {
          const status = statusOf(error);
          // To a role that may not list the whole bucket S3 answers 403 for a name that does not exist.
          if (status === 404 || (status === 403 && !(await isThere(loaded, key)))) return undefined;
          throw error;
        }
      }),
    open: (key, etag) =>
      call('give a file', async ({ s3, client }) => {
        const command = new s3.GetObjectCommand({ Bucket: bucketName, Key: key, IfMatch: etag });
        try {
          const { Body, ContentLength } = await client.send(command);
          if (!(Body instanceof Readable) || ContentLength === undefined)
            throw new Error('The answer holds no stream of known length.');
          return { stream: Body, size: ContentLength };
        } catch (error) {
          const isGone = [404, 412].includes(statusOf(error) ?? 0);
          if (isGone) throw new NotFoundError('The file is gone, or another one lies in its place.');
          throw error;
        }
      }),
  };
};
