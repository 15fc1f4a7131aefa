import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError, NotFoundError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Bucket, QueueMessage } from '#functions/shared/domain/ports.ts';
import { createQuarantine, type Quarantined } from '#functions/shared/domain/quarantine.ts';
import { createReplay } from '#functions/shared/quarantine/replay.ts';
import type { Reading, Source } from '#functions/shared/sources/source.ts';
import { createMemoryAudit } from '#test/support/memory-audit.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { problemsOf } from '#test/support/problems-of.ts';
import { sampleNews, someTime } from '#test/support/samples.ts';

const channel: Channel = {
  name: 'shop',
  source: 'fineguide',
  signatureHeader: 'X-Webhook-Secret',
  secretId: 's',
  businessIds: 'any',
};

const understood: Reading = { outcome: 'understood', news: sampleNews([]) };
const typing: Reading = { outcome: 'typing', typing: { user: { authId: 'u-1' }, state: 'start' } };

const key = 'quarantine/shop/2026-11-21T09:00:00.000Z_d-1';

let bucket = createMemoryBucket();
let sent: QueueMessage[] = [];
beforeEach(() => {
  bucket = createMemoryBucket();
  sent = [];
});

const keep = (changes: Partial<Quarantined> = {}) =>
  createQuarantine(bucket).keep({
    deliveryId: 'd-1',
    channel: 'shop',
    source: 'haptik',
    receivedAt: someTime,
    reason: 'the body is not JSON',
    headers: {},
    body: Buffer.from('the body'),
    ...changes,
  });

type Setting = {
  reading?: Reading;
  channels?: Channel[];
  send?: () => Promise<void>;
  key?: string;
  from?: Bucket;
};

const replay = (setting: Setting = {}) => {
  const sourceNamed = (name: string): Source => {
    expect(name).toBe('fineguide');
    return { verify: () => false, sign: () => '', proof: '', read: () => setting.reading ?? understood };
  };
  const queue = {
    send: async (message: QueueMessage) => {
      await setting.send?.();
      sent.push(message);
    },
  };
  const again = createReplay({
    bucket: setting.from ?? bucket,
    queue,
    channels: setting.channels ?? [channel],
    sourceNamed,
    audit: createMemoryAudit(),
  });
  return again(setting.key ?? key);
};

describe('a replay', () => {
  test.each<[string, Reading]>([
    ['events', understood],
    ['typing', typing],
  ])('queues %s by what the channel is now, with the time of the first arrival', async (_, reading) => {
    await keep();

    expect(await replay({ reading })).toEqual({ status: 'accepted', deliveryId: 'd-1' });

    expect(sent).toHaveLength(1);
    expect(decodeEnvelope(sent[0]?.body ?? '')).toEqual({
      v: 1,
      group: sent[0]?.group,
      deliveryId: expect.stringMatching(/^d-1\.replay-[0-9a-f]{8}$/),
      channel: 'shop',
      source: 'fineguide',
      receivedAt: someTime,
      body: 'the body',
    });
    expect(bucket.keys()).toEqual([]);
  });

  test('removes nothing before the queue has it', async () => {
    await keep();
    const left: string[][] = [];

    await replay({
      send: async () => {
        left.push(bucket.keys());
      },
    });

    expect(left).toEqual([[key]]);
  });

  test('is nothing that the queue could take for a repeat, and stands in its conversation’s line', async () => {
    await keep();
    await replay();
    await keep();
    await replay();

    const [one, other] = sent;
    expect(one?.deduplicationId).not.toBe(other?.deduplicationId);
    expect(one?.group).toBe(other?.group);
  });

  test('leaves alone what is set aside anew on its way', async () => {
    await keep();
    const again = async () => {
      const { deliveryId } = decodeEnvelope(sent[0]?.body ?? '');
      await keep({ deliveryId });
    };

    await replay({
      from: {
        ...bucket,
        remove: async (name) => {
          await again();
          await bucket.remove(name);
        },
      },
    });

    expect(bucket.keys()).toEqual([expect.stringMatching(/_d-1\.replay-[0-9a-f]{8}$/)]);
  });

  test('keeps ids short however often it is replayed', async () => {
    await keep({ deliveryId: 'd-1.replay-0123abcd' });

    await replay({ key: `${key}.replay-0123abcd` });

    expect(decodeEnvelope(sent[0]?.body ?? '').deliveryId).toMatch(/^d-1\.replay-[0-9a-f]{8}$/);
  });

  test('puts a body that is too large for the queue into the bucket', async () => {
    await keep({ body: Buffer.alloc(300_000, 'x') });

    expect(await replay()).toMatchObject({ status: 'accepted' });

    const envelope = decodeEnvelope(sent[0]?.body ?? '');
    const bodyKey = 'bodyKey' in envelope ? envelope.bodyKey : '';
    expect(bucket.keys()).toEqual([bodyKey]);
    expect(await bucket.get(bodyKey)).toHaveLength(300_000);
  });

  test('drops what holds nothing to keep', async () => {
    await keep();

    expect(await replay({ reading: { outcome: 'ignored', reason: 'so' } })).toEqual({
      status: 'ignored',
      deliveryId: 'd-1',
      reason: 'so',
    });
    expect(sent).toEqual([]);
    expect(bucket.keys()).toEqual([]);
  });

  test.each<[string, Setting, string]>([
    ['is still not understood', { reading: { outcome: 'unusable', reason: 'so' } }, 'so'],
    [
      'is of a business that is still not allowed',
      { channels: [{ ...channel, businessIds: ['1'] }] },
      'business_id: is not allowed for this channel',
    ],
    [
      'the queue can never take',
      {
        send: async () => {
          throw new BrokenRecordError('too long');
        },
      },
      'too long',
    ],
  ])('leaves in quarantine what %s', async (_, setting, reason) => {
    await keep();

    expect(await replay(setting)).toEqual({ status: 'quarantined', deliveryId: 'd-1', reason });
    expect(sent).toEqual([]);
    expect(bucket.keys()).toEqual([key]);
  });

  test('fails while the queue is down, and the delivery stays', async () => {
    await keep();
    const send = async () => {
      throw new Error('socket hang up');
    };

    await expect(replay({ send })).rejects.toThrow(StoreUnavailableError);
    await expect(replay({ send })).rejects.toThrow(/replay it again/);
    expect(bucket.keys()).toEqual([key]);
  });

  test('fails while the bucket does not remove it: replayed again it is queued twice and stored once', async () => {
    await keep();
    const from: Bucket = {
      ...bucket,
      remove: async () => {
        throw new StoreUnavailableError('The bucket did not remove an object.');
      },
    };

    await expect(replay({ from })).rejects.toThrow(StoreUnavailableError);
    expect(await replay()).toMatchObject({ status: 'accepted' });
    expect(sent).toHaveLength(2);
  });

  test('finds nothing once it was replayed with success', async () => {
    await keep();
    await replay();

    await expect(replay()).rejects.toThrow(NotFoundError);
    expect(sent).toHaveLength(1);
  });

  test('refuses what came by a channel that is no longer configured', async () => {
    await keep();

    expect(await problemsOf(replay({ channels: [{ ...channel, name: 'haptik' }] }))).toEqual([
      {
        field: 'id',
        message: 'came by the channel shop, which is no longer configured; the channels are haptik',
      },
    ]);
    expect(bucket.keys()).toEqual([key]);
  });

  test('refuses an object that is not ours, and says where to look', async () => {
    await bucket.put('quarantine/notes.txt', 'buy milk');

    expect(await problemsOf(replay({ key: 'quarantine/notes.txt' }))).toEqual([
      {
        field: 'id',
        message: 'is not a delivery that this project kept: look at quarantine/notes.txt in the bucket',
      },
    ]);
  });
});
