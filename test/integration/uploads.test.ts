import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createUploads } from '#functions/shared/adapters/uploads.ts';
import { NotFoundError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { type Fault, startFaultProxy } from '#test/support/fault-proxy.ts';
import { useBucketEnvironment } from '#test/support/use-bucket-environment.ts';

const emulators = await useEmulators();

const proxy = await startFaultProxy(String(emulators.s3.endpoint));
useBucketEnvironment(proxy.endpoint);
beforeEach(() => proxy.set('none'));
afterAll(() => proxy[Symbol.asyncDispose]());

const s3 = new S3Client(emulators.s3);
const key = 'uploads/haptik/01KAK7T0M00000000000000001';
const file = { contentType: 'image/png', size: 5, expiresInSeconds: 3600 };

const open = async () => {
  const bucketName = await emulators.createBucket('relay');
  const put = async (Body: string, ContentType = 'image/png') => {
    const command = new PutObjectCommand({ Bucket: bucketName, Key: key, Body, ContentType });
    const { ETag } = await s3.send(command);
    return ETag ?? '';
  };
  return { bucketName, uploads: createUploads(bucketName), put };
};

const textOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

describe('a signed URL', () => {
  test('takes the file, which is then there as it was put', async () => {
    const { uploads } = await open();
    const { url, headers } = await uploads.presignPut(key, file);

    const response = await fetch(url, { method: 'PUT', headers, body: 'bytes' });

    expect(response.status).toBe(200);
    const found = await uploads.head(key);
    expect(found).toEqual({ size: 5, contentType: 'image/png', etag: expect.stringMatching(/^".+"$/) });
    const { stream, size } = await uploads.open(key, found?.etag ?? '');
    expect(size).toBe(5);
    expect(await textOf(stream)).toBe('bytes');
  });

  test('signs size and type, for so long, and no checksum of nothing', async () => {
    const { uploads, bucketName } = await open();

    const { url, headers } = await uploads.presignPut(key, file);

    expect(headers).toEqual({ 'content-type': 'image/png', 'content-length': '5' });
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe(`/${bucketName}/${key}`);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect(searchParams.get('X-Amz-Expires')).toBe('3600');
    expect([...searchParams.keys()].filter((name) => name.includes('checksum'))).toEqual([]);
  });

  test('of another size or type is another signature', async () => {
    const { uploads } = await open();
    const signatureOf = async (changes: object) => {
      const { url } = await uploads.presignPut(key, { ...file, ...changes });
      const { searchParams } = new URL(url);
      return [searchParams.get('X-Amz-Date'), searchParams.get('X-Amz-Signature')].join();
    };

    const signatures = await Promise.all([{}, { size: 6 }, { contentType: 'image/gif' }].map(signatureOf));

    expect(new Set(signatures).size).toBe(3);
  });
});

describe('an uploaded file', () => {
  test('that is not there is told so', async () => {
    const { uploads } = await open();

    expect(await uploads.head(key)).toBeUndefined();
  });

  test.each([
    ['larger', 'more bytes', 'image/png', { size: 10, contentType: 'image/png' }],
    ['of another type', 'bytes', 'text/html', { size: 5, contentType: 'text/html' }],
  ])('that is %s than was announced is told as it is', async (_, body, type, found) => {
    const { uploads, put } = await open();

    const etag = await put(body, type);

    expect(await uploads.head(key)).toEqual({ ...found, etag });
  });

  test('is given in the version that was checked only', async () => {
    const { uploads, put } = await open();
    const etag = await put('bytes');
    await put('other');

    await expect(uploads.open(key, etag)).rejects.toThrow(NotFoundError);
  });

  test('that is gone is told so', async () => {
    const { uploads } = await open();

    await expect(uploads.open(key, '"x"')).rejects.toThrow(NotFoundError);
  });
});

describe('a bucket for a role that may not list all of it', () => {
  const isHead = ({ method }: { method?: string | undefined }) => method === 'HEAD';

  test('forbids to look at what is not there, and that is told so', async () => {
    const { uploads } = await open();
    proxy.set({ status: 403 }, isHead);

    expect(await uploads.head(key)).toBeUndefined();
  });

  test('forbids to look at what is there: that is no answer', async () => {
    const { uploads, put } = await open();
    await put('bytes');
    proxy.set({ status: 403 }, isHead);

    await expect(uploads.head(key)).rejects.toThrow(StoreUnavailableError);
  });

  test('has another file whose name begins alike', async () => {
    const { uploads, put } = await open();
    await put('bytes');
    proxy.set({ status: 403 }, isHead);

    expect(await uploads.head(key.slice(0, -1))).toBeUndefined();
  });
});

test.each<[string, Fault]>([
  ['refuses', 'refuses'],
  ['hangs', 'hangs'],
  ['answers 503', { status: 503 }],
])('a bucket that %s may answer later, and does', async (_, fault) => {
  const { uploads, put } = await open();
  const etag = await put('bytes');
  proxy.set(fault);

  const failing = [uploads.head(key), uploads.open(key, etag)];
  for (const call of failing) call.catch(() => {});

  for (const call of failing) await expect(call).rejects.toThrow(StoreUnavailableError);
  proxy.set('none');
  expect(await uploads.head(key)).toMatchObject({ etag });
});

test('without an emulator a file is put to the host of the bucket', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', undefined);
  vi.stubEnv('AWS_ENDPOINT_URL', undefined);
  const uploads = createUploads('relay-bucket');

  const { url } = await uploads.presignPut(key, file);

  const { host, pathname } = new URL(url);
  expect([host, pathname]).toEqual(['relay-bucket.s3.us-east-1.amazonaws.com', `/${key}`]);
});
