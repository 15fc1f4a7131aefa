import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { type Fault, startFaultProxy } from '#test/support/fault-proxy.ts';

const emulators = await useEmulators();
const proxy = await startFaultProxy(String(emulators.s3.endpoint));
vi.stubEnv('AWS_REGION', 'us-east-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', process.env.AWS_ACCESS_KEY_ID ?? 'local');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', process.env.AWS_SECRET_ACCESS_KEY ?? 'local');
vi.stubEnv('AWS_ENDPOINT_URL_S3', proxy.endpoint);
afterAll(async () => {
  vi.unstubAllEnvs();
  await proxy[Symbol.asyncDispose]();
});

let bucket: Bucket;
beforeEach(async () => {
  proxy.set('none');
  bucket = createBucket(await emulators.createBucket('relay'));
  await bucket.put('p/a', 'content');
});

const calls = {
  put: () => bucket.put('p/a', 'new'),
  get: () => bucket.get('p/a'),
  list: () => bucket.list('p/', { limit: 1 }),
  remove: () => bucket.remove('p/a'),
};

const all = ['put', 'get', 'list', 'remove'] as const;

const faults: [does: string, fault: Fault, affected: readonly (keyof typeof calls)[]][] = [
  ['refuses', 'refuses', all],
  ['hangs', 'hangs', all],
  // The others are answered by the head alone.
  ['stalls midway', 'stalls', ['get', 'list']],
  ['answers 503', { status: 503 }, all],
  ['answers 403', { status: 403 }, all],
];

test.each(faults)('a bucket that %s may succeed later, as each call says', async (_, fault, affected) => {
  proxy.set(fault);

  const errors = await Promise.all(
    affected.map((name) =>
      calls[name]().then(
        () => `${name} succeeded`,
        (error: unknown) => error,
      ),
    ),
  );

  expect(errors).toEqual(affected.map(() => expect.any(StoreUnavailableError)));
});

test('a bucket that works again is used again', async () => {
  proxy.set('refuses');
  await expect(bucket.get('p/a')).rejects.toThrow(StoreUnavailableError);

  proxy.set('none');

  expect(Buffer.from((await bucket.get('p/a')) ?? '').toString()).toBe('content');
});

test('a put ends when it is told to', async () => {
  proxy.set('hangs');

  const error = await bucket.put('p/b', 'x', AbortSignal.timeout(50)).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ name: 'StoreUnavailableError', cause: { name: 'AbortError' } });
});
