import { describe, expect, test } from 'vitest';
import { createOpenRecord } from '#functions/persist/open-record.ts';
import { BrokenRecordError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import { sampleEvent, sampleNews, someTime } from '#test/support/samples.ts';

const header = {
  v: 1,
  deliveryId: 'd-1',
  channel: 'shop',
  source: 'haptik',
  receivedAt: someTime,
  group: 'g-1',
} as const;

const news = sampleNews([sampleEvent(1)]);
const typing = { user: { authId: 'u' }, state: 'stop' } as const;

const openWith = (reading: Reading, get: Bucket['get'] = async () => undefined) => {
  const asked: string[][] = [];
  const open = createOpenRecord({
    read: (source, body) => {
      asked.push([source, body]);
      return reading;
    },
    bucket: { get },
  });
  return { open, asked };
};

describe('a record of the events queue', () => {
  test('holds events with the body they came in', async () => {
    const { open, asked } = openWith({ outcome: 'understood', news });

    expect(await open({ ...header, body: 'the body' })).toEqual({
      holds: 'events',
      deliveryId: 'd-1',
      arrival: {
        channel: 'shop',
        source: 'haptik',
        receivedAt: someTime,
        deliveryId: 'd-1',
        payload: 'the body',
        news,
      },
    });
    expect(asked).toEqual([['haptik', 'the body']]);
  });

  test('holds typing', async () => {
    const { open } = openWith({ outcome: 'typing', typing });

    expect(await open({ ...header, body: 'x' })).toEqual({
      holds: 'typing',
      arrival: { channel: 'shop', source: 'haptik', receivedAt: someTime, typing },
    });
  });

  test('holds a probe, of which nothing is read', async () => {
    const { open, asked } = openWith({ outcome: 'understood', news });

    expect(await open({ ...header, probeId: 'probe-1' })).toEqual({
      holds: 'probe',
      arrival: { channel: 'shop', probeId: 'probe-1' },
    });
    expect(asked).toEqual([]);
  });

  test('leads to a large body in the bucket, taken as it is', async () => {
    const keys: string[] = [];
    const { open, asked } = openWith({ outcome: 'understood', news }, async (key) => {
      keys.push(key);
      return Buffer.from('\uFEFFlarge 🧾');
    });

    const opened = await open({ ...header, bodyKey: 'large/shop/1' });

    expect(opened).toMatchObject({ holds: 'events', arrival: { payload: '\uFEFFlarge 🧾' } });
    expect(keys).toEqual(['large/shop/1']);
    expect(asked).toEqual([['haptik', '\uFEFFlarge 🧾']]);
  });

  test('is broken where the body it leads to is gone', async () => {
    const { open } = openWith({ outcome: 'understood', news });

    await expect(open({ ...header, bodyKey: 'large/x' })).rejects.toThrow(BrokenRecordError);
  });

  test('waits where the bucket does not answer', async () => {
    const { open } = openWith({ outcome: 'understood', news }, async () => {
      throw new StoreUnavailableError('down');
    });

    await expect(open({ ...header, bodyKey: 'large/x' })).rejects.toThrow(StoreUnavailableError);
  });

  test.each<Reading>([
    { outcome: 'ignored', reason: 'x' },
    { outcome: 'unusable', reason: 'x' },
  ])('is broken where persist finds it $outcome', async (reading) => {
    const { open } = openWith(reading);

    await expect(open({ ...header, body: 'x' })).rejects.toThrow(/deploy them together/);
  });
});
