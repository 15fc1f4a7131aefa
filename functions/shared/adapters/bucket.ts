import type { Bucket } from '#functions/shared/domain/ports.ts';
import { clientSettings } from './client-settings.ts';

const open = async () => {
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client(clientSettings({ connectMs: 500, requestMs: 1500, attempts: 2 }));
  return { client, PutObjectCommand };
};

/** The bucket of this name. Its client is loaded on first use: it is needed rarely and weighs on a cold start. */
export const createBucket = (bucketName: string): Bucket => {
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  return {
    put: async (key, body, abortSignal) => {
      opened ??= await open();
      const { client, PutObjectCommand } = opened;
      await client.send(
        new PutObjectCommand({ Bucket: bucketName, Key: key, Body: body, ContentType: 'application/json' }),
        abortSignal && { abortSignal },
      );
    },
  };
};
