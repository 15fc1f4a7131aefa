import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '#functions/ingest/delivery.ts';
import { createIngest } from '#functions/ingest/ingest.ts';
import type { Quarantined } from '#functions/ingest/quarantine.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import {
  BadSignatureError,
  NotDurableError,
  SecretsUnavailableError,
  UnknownChannelError,
} from '#functions/shared/domain/errors.ts';
import { sources } from '#functions/shared/sources/index.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

const secret = 'relay-test-secret';

const channel: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 'secret-id',
  businessIds: 'any',
};

const message = (changes: object = {}): string =>
  JSON.stringify({
    user: { auth_id: 'u-1' },
    business_id: 343,
    event_name: 'message',
    message: { id: 5, body: 'Hi' },
    ...changes,
  });

const delivery = (body: string | Uint8Array, key = secret): Delivery => {
  const bytes = Buffer.from(body);
  const signature = `sha1=${createHmac('sha1', key).update(bytes).digest('hex')}`;
  return {
    id: 'd-1',
    channel: 'haptik',
    headers: { 'x-hub-signature': signature, 'user-agent': 'ua' },
    body: bytes,
  };
};

type Dependencies = Parameters<typeof createIngest>[0];
type QueueMessage = Parameters<Dependencies['queue']['send']>[0];

const setUp = (changes: Partial<Dependencies> = {}) => {
  const observed = createObserved();
  const sent: QueueMessage[] = [];
  const kept: Quarantined[] = [];
  const ingest = createIngest({
    channels: [channel],
    sources,
    secrets: { of: async () => [secret], refreshed: async () => [secret] },
    queue: {
      send: async (queueMessage) => {
        sent.push(queueMessage);
      },
    },
    quarantine: {
      keep: async (quarantined) => {
        kept.push(quarantined);
      },
    },
    metrics: observed.metrics,
    clock: () => someTime,
    ...changes,
  });
  return { ingest, sent, kept, ...observed };
};

const fail = async (): Promise<never> => {
  throw new Error('down');
};

describe('ingest', () => {
  test('queues an authentic message and then says accepted', async () => {
    const { ingest, sent, kept, counted } = setUp();

    const ingested = await ingest(delivery(message()));

    expect(ingested).toEqual({ status: 'accepted', deliveryId: 'd-1' });
    expect(sent.map(({ body }) => decodeEnvelope(body))).toEqual([
      { v: 1, deliveryId: 'd-1', channel: 'haptik', source: 'haptik', receivedAt: someTime, body: message() },
    ]);
    expect(kept).toEqual([]);
    expect(counted()).toEqual({ 'haptik Accepted': 1, 'haptik AckMs': 0 });
  });

  test('groups by user and tells only byte-identical repeats by their deduplication id', async () => {
    const { ingest, sent } = setUp();
    const bodies = [
      message(),
      message(),
      message({ message: { id: 6, body: 'x' } }),
      message({ user: { auth_id: 'u-2' } }),
      message({ business_id: 344 }),
      message({ user: { user_id: 'u-1' } }),
    ];

    for (const body of bodies) await ingest(delivery(body));

    const groups = sent.map(({ group }) => group);
    const ids = sent.map(({ deduplicationId }) => deduplicationId);
    expect(new Set(groups.slice(0, 3)).size).toBe(1);
    expect(new Set(groups).size).toBe(4);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(5);
    expect([...groups, ...ids].every((id) => /^[0-9a-f]{64}$/.test(id))).toBe(true);
  });

  test('refuses a channel that does not exist before anything else', async () => {
    const { ingest } = setUp({ secrets: { of: fail, refreshed: fail } });

    await expect(ingest({ ...delivery(message()), channel: 'other' })).rejects.toThrow(UnknownChannelError);
  });

  test('refuses a wrong or missing signature and stores nothing', async () => {
    const { ingest, sent, kept, counted } = setUp();

    await expect(ingest(delivery(message(), 'wrong'))).rejects.toThrow(BadSignatureError);
    await expect(ingest({ ...delivery(message()), headers: {} })).rejects.toThrow(BadSignatureError);
    expect([...sent, ...kept]).toEqual([]);
    expect(counted()).toEqual({ 'haptik BadSignature': 2 });
  });

  test('accepts either of two live secrets', async () => {
    const { ingest } = setUp({ secrets: { of: async () => ['new', secret], refreshed: fail } });

    expect(await ingest(delivery(message()))).toMatchObject({ status: 'accepted' });
    expect(await ingest(delivery(message(), 'new'))).toMatchObject({ status: 'accepted' });
  });

  test('reads the secrets anew before it refuses a signature', async () => {
    const { ingest } = setUp({ secrets: { of: async () => ['old'], refreshed: async () => [secret] } });

    expect(await ingest(delivery(message()))).toMatchObject({ status: 'accepted' });
  });

  test('judges nothing while no secret can be read', async () => {
    const unavailable = async () => {
      throw new SecretsUnavailableError(new Error('down'));
    };
    const { ingest } = setUp({ secrets: { of: unavailable, refreshed: unavailable } });

    await expect(ingest(delivery(message()))).rejects.toThrow(SecretsUnavailableError);
  });

  test('says that nothing is durable when the queue fails', async () => {
    const { ingest, counted } = setUp({ queue: { send: fail } });

    await expect(ingest(delivery(message()))).rejects.toThrow(NotDurableError);
    expect(counted()).toEqual({ 'haptik NotDurable': 1 });
  });

  test('says that nothing is durable when the quarantine fails', async () => {
    const { ingest } = setUp({ quarantine: { keep: fail } });

    await expect(ingest(delivery('x'))).rejects.toThrow(NotDurableError);
  });

  test('keeps what it does not understand raw, with its headers but for the signature', async () => {
    const { ingest, sent, kept, counted } = setUp();
    const body = Buffer.from([0xff, 0x00, 0x7b]);

    const ingested = await ingest(delivery(body));

    expect(ingested).toMatchObject({ status: 'quarantined', deliveryId: 'd-1' });
    expect(sent).toEqual([]);
    expect(kept).toMatchObject([{ deliveryId: 'd-1', channel: 'haptik', receivedAt: someTime, body }]);
    expect(kept[0]?.headers).toEqual({ 'user-agent': 'ua' });
    expect(counted()).toMatchObject({ 'haptik Quarantined': 1 });
  });

  test.each([
    [['343'], 'accepted'],
    [['344'], 'quarantined'],
  ])('keeps business 343 out of the queue unless %j allows it', async (businessIds, status) => {
    const { ingest } = setUp({ channels: [{ ...channel, businessIds }] });

    expect(await ingest(delivery(message()))).toMatchObject({ status });
  });

  test('keeps a message out of the queue that the queue could not take', async () => {
    const { ingest, sent } = setUp();
    const large = message({ message: { id: 5, body: 'x'.repeat(240 * 1024) } });

    expect(await ingest(delivery(large))).toMatchObject({ status: 'quarantined' });
    expect(sent).toEqual([]);
  });

  test('says ignored where a source has nothing to keep', async () => {
    const { ingest, counted } = setUp({
      sources: { haptik: { ...sources.haptik, read: () => ({ outcome: 'ignored', reason: 'a test' }) } },
    });

    expect(await ingest(delivery('x'))).toEqual({ status: 'ignored', deliveryId: 'd-1', reason: 'a test' });
    expect(counted()).toMatchObject({ 'haptik Ignored': 1 });
  });

  test('keeps a body that its own reader breaks on', async () => {
    const broken = () => {
      throw new TypeError('a bug');
    };
    const { ingest } = setUp({ sources: { haptik: { ...sources.haptik, read: broken } } });

    expect(await ingest(delivery(message()))).toMatchObject({
      status: 'quarantined',
      reason: expect.stringContaining('TypeError'),
    });
  });

  test('answers any signed body without an error', async () => {
    const json = fc.json({ maxDepth: 6 });
    const almost = fc.dictionary(
      fc.constantFrom('user', 'business_id', 'message', 'agent', 'event_name'),
      fc.jsonValue(),
    );
    const body = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: 'binary' }),
      json,
      almost.map((value) => JSON.stringify(value)),
    );
    const { ingest } = setUp();

    await fc.assert(
      fc.asyncProperty(body, async (any) => {
        expect(['accepted', 'quarantined']).toContain((await ingest(delivery(any))).status);
      }),
      { numRuns: 2000 },
    );
  });

  test('answers a body nested a hundred thousand deep', async () => {
    const { ingest } = setUp();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

    expect(await ingest(delivery(deep))).toMatchObject({ status: 'quarantined' });
    expect(await ingest(delivery(message().replace('"Hi"', deep)))).toMatchObject({ status: 'quarantined' });
  });
});
