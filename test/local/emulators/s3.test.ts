import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, expect, test } from 'vitest';
import { useEmulators } from '#test/support/emulators.ts';

const { s3, createBucket } = await useEmulators();
const client = new S3Client(s3);
afterAll(() => client.destroy());
const Bucket = await createBucket('relay');

const put = (Key: string, Body: Uint8Array | string) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, Metadata: { channel: 'haptik' } }));

test('an object comes back byte for byte with its metadata', async () => {
  const body = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  await put('spill/haptik/a b+c~é', body);

  const object = await client.send(new GetObjectCommand({ Bucket, Key: 'spill/haptik/a b+c~é' }));

  expect(await object.Body?.transformToByteArray()).toEqual(body);
  expect(object.Metadata).toEqual({ channel: 'haptik' });
});

test('keys under a prefix are listed in order, page by page', async () => {
  for (const key of ['list/3', 'list/1', 'list/2', 'other/1']) await put(key, key);
  const list = async (StartAfter?: string) => {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2, StartAfter }),
    );
    return page.Contents?.map(({ Key }) => Key);
  };

  const pages = [await list(), await list('list/2')];

  expect(pages).toEqual([['list/1', 'list/2'], ['list/3']]);
});

test.each([
  ['reading', () => client.send(new GetObjectCommand({ Bucket, Key: 'absent' })), 'NoSuchKey'],
  ['asking after', () => client.send(new HeadObjectCommand({ Bucket, Key: 'absent' })), 'NotFound'],
])('%s an absent object is told by the error name', async (_title, call, name) => {
  await expect(call()).rejects.toMatchObject({ name });
});

test('a deleted object is gone', async () => {
  await put('gone', 'x');

  await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));

  await expect(client.send(new GetObjectCommand({ Bucket, Key: 'gone' }))).rejects.toThrow();
});
