import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createQuarantine,
  decodeQuarantined,
  type Quarantined,
  quarantineFolder,
} from '#functions/shared/domain/quarantine.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { someTime } from '#test/support/samples.ts';

const sample = (changes: Partial<Quarantined> = {}): Quarantined => ({
  deliveryId: 'd/1=',
  channel: 'haptik',
  source: 'haptik',
  receivedAt: someTime,
  reason: 'the body is not JSON',
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from([0xff, 0x00, 0x0a]),
  ...changes,
});

const stored = async (delivery: Quarantined) => {
  const bucket = createMemoryBucket();
  await createQuarantine(bucket).keep(delivery);
  const [key = '', ...others] = bucket.keys();
  expect(others).toEqual([]);
  return { key, bytes: (await bucket.get(key)) ?? new Uint8Array() };
};

describe('a quarantine', () => {
  test('keeps a delivery byte by byte under its channel and time', async () => {
    const { key, bytes } = await stored(sample());

    expect(key).toBe('quarantine/haptik/2026-11-21T09:00:00.000Z_d%2F1%3D');
    expect(JSON.parse(Buffer.from(bytes).toString())).toEqual({
      v: 1,
      deliveryId: 'd/1=',
      channel: 'haptik',
      source: 'haptik',
      receivedAt: someTime,
      reason: 'the body is not JSON',
      headers: { 'content-type': 'text/plain' },
      body: '/wAK',
    });
    expect(decodeQuarantined(bytes)).toEqual(sample());
  });

  test('keeps the same delivery once', async () => {
    const bucket = createMemoryBucket();
    const quarantine = createQuarantine(bucket);

    await quarantine.keep(sample());
    await quarantine.keep(sample());

    expect(bucket.keys()).toHaveLength(1);
  });

  test('hands the signal on', async () => {
    const { signal } = new AbortController();
    const signals: unknown[] = [];
    const bucket = {
      put: async (...args: unknown[]) => {
        signals.push(args[2]);
      },
    };

    await createQuarantine(bucket).keep(sample(), signal);

    expect(signals).toEqual([signal]);
  });

  test('gives back any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string({ unit: 'binary' }), async (body, text) => {
        const delivery = sample({ body: Buffer.from(body), reason: text });

        expect(decodeQuarantined((await stored(delivery)).bytes)).toEqual(delivery);
      }),
    );
  });

  test('has a folder for everything and one for each channel', () => {
    expect(quarantineFolder()).toBe('quarantine/');
    expect(quarantineFolder('shop')).toBe('quarantine/shop/');
  });
});

describe('decodeQuarantined', () => {
  const changed = (changes: object) => ({ v: 1, ...sample(), body: '', ...changes });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another version', JSON.stringify(changed({ v: 2 }))],
    ['no delivery id', JSON.stringify(changed({ deliveryId: '' }))],
    ['a channel that cannot be', JSON.stringify(changed({ channel: '../spill' }))],
    ['a time without a date', JSON.stringify(changed({ receivedAt: 8.64e15 + 1 }))],
    ['a negative time', JSON.stringify(changed({ receivedAt: -1 }))],
    ['headers that are lists', JSON.stringify(changed({ headers: { a: ['b'] } }))],
    ['a body that is an object', JSON.stringify(changed({ body: {} }))],
    ['deep nesting', '['.repeat(1_000_000)],
  ])('refuses %s', (_, text) => {
    expect(decodeQuarantined(Buffer.from(text))).toBeUndefined();
  });

  test('takes the last of all dates', () => {
    const text = JSON.stringify(changed({ receivedAt: 8.64e15 }));

    expect(decodeQuarantined(Buffer.from(text))?.receivedAt).toBe(8.64e15);
  });
});
