import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '#local/emulators/client-settings.ts';

const create = async (client: S3Client, name: string): Promise<void> => {
  try {
    await client.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
};

export const provisionBuckets = async (names: readonly string[], endpoint: string): Promise<void> => {
  const client = new S3Client({ ...clientSettings, endpoint, forcePathStyle: true });
  try {
    await Promise.all(names.map((name) => create(client, name)));
  } finally {
    client.destroy();
  }
};
