import { describe, expect, test } from 'vitest';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { useBucketEnvironment } from '#test/support/use-bucket-environment.ts';

const emulators = await useEmulators();

useBucketEnvironment(String(emulators.s3.endpoint));

const buckets: [string, () => Promise<Bucket>][] = [
  ['in memory', async () => createMemoryBucket()],
  ['in S3', async () => createBucket(await emulators.createBucket('relay'))],
];

const putAll = async (bucket: Bucket, ...keys: string[]) => {
  for (const key of keys) await bucket.put(key, key);
};

describe.each(buckets)('the bucket %s', (_, open) => {
  test('gives back bytes as they were put', async () => {
    const bucket = await open();
    const bytes = Uint8Array.from([0xff, 0x00, 0x0a]);

    await bucket.put('a/bytes', bytes);
    await bucket.put('a/text', 'नमस्ते 🧾');

    expect(Buffer.from((await bucket.get('a/bytes')) ?? '')).toEqual(Buffer.from(bytes));
    expect(Buffer.from((await bucket.get('a/text')) ?? '').toString()).toBe('नमस्ते 🧾');
  });

  test('replaces an object of the same name', async () => {
    const bucket = await open();

    await bucket.put('a', 'old');
    await bucket.put('a', 'new');

    expect(Buffer.from((await bucket.get('a')) ?? '').toString()).toBe('new');
  });

  test('has nothing under a name that was not put', async () => {
    const bucket = await open();

    expect(await bucket.get('nothing')).toBeUndefined();
    expect(await bucket.list('nothing/', { limit: 10 })).toEqual({ keys: [], isLast: true });
  });

  test('removes an object, and what is not there too', async () => {
    const bucket = await open();
    await putAll(bucket, 'a', 'b');

    await bucket.remove('a');
    await bucket.remove('a');

    expect(await bucket.get('a')).toBeUndefined();
    expect(await bucket.list('', { limit: 10 })).toEqual({ keys: ['b'], isLast: true });
  });

  test('lists the names under a prefix page by page in their order', async () => {
    const bucket = await open();
    const names = [
      'p/08:59:59.999Z_z',
      'p/09:00:00.000Z_a',
      'p/09:00:00.000Z_b',
      'p/10:00:00.000Z_a=',
      'p/é',
    ];
    await putAll(bucket, ...names.toReversed(), 'q/a', 'p', 'o/z');

    const first = await bucket.list('p/', { limit: 2 });
    const second = await bucket.list('p/', { limit: 2, after: first.keys.at(-1) });
    const third = await bucket.list('p/', { limit: 2, after: second.keys.at(-1) });

    expect(first).toEqual({ keys: names.slice(0, 2), isLast: false });
    expect(second).toEqual({ keys: names.slice(2, 4), isLast: false });
    expect(third).toEqual({ keys: names.slice(4), isLast: true });
  });

  test('knows the last page when it is full', async () => {
    const bucket = await open();
    await putAll(bucket, 'p/1', 'p/2');

    expect(await bucket.list('p/', { limit: 2 })).toEqual({ keys: ['p/1', 'p/2'], isLast: true });
    expect(await bucket.list('p/', { limit: 2, after: 'p/2' })).toEqual({ keys: [], isLast: true });
  });
});
