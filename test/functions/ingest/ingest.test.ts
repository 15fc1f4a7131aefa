import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlines } from '#functions/ingest/deadlines.ts';
import type { Delivery } from '#functions/ingest/delivery.ts';
import { createIngest } from '#functions/ingest/ingest.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import {
  BadSignatureError,
  BrokenRecordError,
  NotDurableError,
  SecretsUnavailableError,
  UnknownChannelError,
} from '#functions/shared/domain/errors.ts';
import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import { probeBody } from '#functions/shared/domain/probe.ts';
import { decodeSpilled } from '#functions/shared/domain/spill.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
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

const setUp = (changes: Partial<Dependencies> = {}) => {
  const observed = createObserved();
  const sent: QueueMessage[] = [];
  const kept = new Map<string, string | Uint8Array>();
  const ingest = createIngest({
    channels: [channel],
    sourceNamed,
    secrets: { of: async () => [secret], refreshed: async () => [secret] },
    queue: {
      send: async (queueMessage) => {
        sent.push(queueMessage);
      },
    },
    bucket: {
      put: async (key, body) => {
        kept.set(key, body);
      },
    },
    metrics: observed.metrics,
    log: observed.log,
    clock: () => someTime,
    ...changes,
  });
  return { ingest, sent, kept, ...observed };
};

const fail = async (): Promise<never> => {
  throw new Error('down');
};

/** A source that makes this of every body. */
const reading = (outcome: Reading): Pick<Dependencies, 'sourceNamed'> => ({
  sourceNamed: (name) => ({ ...sourceNamed(name), read: () => outcome }),
});

const large = message({ message: { id: 5, body: 'x'.repeat(240 * 1024) } });

const at = '2026-11-21T09:00:00.000Z';

describe('ingest', () => {
  test('queues an authentic message and then says accepted', async () => {
    const { ingest, sent, kept, counted } = setUp();

    const ingested = await ingest(delivery(message()));

    expect(ingested).toEqual({ status: 'accepted', deliveryId: 'd-1' });
    expect(sent.map(({ body }) => decodeEnvelope(body))).toEqual([
      {
        v: 1,
        group: sent[0]?.group,
        deliveryId: 'd-1',
        channel: 'haptik',
        source: 'haptik',
        receivedAt: someTime,
        body: message(),
      },
    ]);
    expect([...kept]).toEqual([]);
    expect(counted()).toEqual({ 'haptik Accepted': 1, 'haptik AckMs': 0, 'haptik SecretUsed 0': 1 });
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

  test('queues every typing event, as the same state again is news', async () => {
    const typing = { user: { authId: 'u-1' }, state: 'start' } as const;
    const { ingest, sent, counted } = setUp({
      ...reading({ outcome: 'typing', typing }),
      channels: [{ ...channel, businessIds: ['344'] }],
    });

    await ingest(delivery('typing'));
    await ingest({ ...delivery('typing'), id: 'd-2' });

    expect(sent.map(({ body }) => decodeEnvelope(body))).toMatchObject([
      { deliveryId: 'd-1', body: 'typing' },
      { deliveryId: 'd-2', body: 'typing' },
    ]);
    expect(new Set(sent.map(({ group }) => group)).size).toBe(1);
    expect(new Set(sent.map(({ deduplicationId }) => deduplicationId)).size).toBe(2);
    expect(counted()).toMatchObject({ 'haptik Accepted': 2 });
  });

  test('says ignored where a source has nothing to keep', async () => {
    const { ingest, sent, kept, counted } = setUp(reading({ outcome: 'ignored', reason: 'a test' }));

    expect(await ingest(delivery('x'))).toEqual({ status: 'ignored', deliveryId: 'd-1', reason: 'a test' });
    expect([...sent, ...kept]).toEqual([]);
    expect(counted()).toMatchObject({ 'haptik Ignored': 1 });
  });

  test('does not start with a channel whose source does not exist, and says which', () => {
    const channels = [channel, { ...channel, name: 'other', source: 'haptic' }];

    expect(() => setUp({ channels })).toThrow(
      /The channel other cannot be served.*There is no source "haptic".*Use one of: haptik/,
    );
  });
});

describe('the sender of a delivery', () => {
  test('is unknown where the channel does not exist, before anything else', async () => {
    const { ingest, counted } = setUp({ secrets: { of: fail, refreshed: fail } });

    await expect(ingest({ ...delivery(message()), channel: 'other' })).rejects.toThrow(UnknownChannelError);
    expect(counted()).toEqual({ 'unknown UnknownChannel': 1 });
  });

  test('is refused with a wrong or missing signature, and nothing is stored', async () => {
    const { ingest, sent, kept, counted } = setUp();

    await expect(ingest(delivery(message(), 'wrong'))).rejects.toThrow(BadSignatureError);
    await expect(ingest({ ...delivery(message()), headers: {} })).rejects.toThrow(BadSignatureError);
    expect([...sent, ...kept]).toEqual([]);
    expect(counted()).toEqual({ 'haptik BadSignature': 2 });
  });

  test.each([
    ['haptik', "one signature of the raw body, made with this channel's secret"],
    ['fineguide', "this channel's secret, once"],
  ])('is told what the header of %s must hold', async (source, proof) => {
    const { ingest } = setUp({ channels: [{ ...channel, source }] });

    await expect(ingest(delivery(message(), 'wrong'))).rejects.toThrow(
      `Header X-Hub-Signature must hold ${proof}.`,
    );
  });

  test('may use either of two live secrets, and each use is counted', async () => {
    const { ingest, counted } = setUp({ secrets: { of: async () => ['new', secret], refreshed: fail } });

    expect(await ingest(delivery(message()))).toMatchObject({ status: 'accepted' });
    expect(await ingest(delivery(message()))).toMatchObject({ status: 'accepted' });
    expect(await ingest(delivery(message(), 'new'))).toMatchObject({ status: 'accepted' });
    expect(counted()).toMatchObject({ 'haptik SecretUsed 0': 1, 'haptik SecretUsed 1': 2 });
  });

  test('is refused only after the secrets were read anew', async () => {
    const { ingest, counted } = setUp({
      secrets: { of: async () => ['old'], refreshed: async () => [secret, 'old'] },
    });

    expect(await ingest(delivery(message()))).toMatchObject({ status: 'accepted' });
    expect(counted()).toMatchObject({ 'haptik SecretUsed 0': 1 });
  });

  test('cannot be judged while no secret can be read', async () => {
    const unavailable = async () => {
      throw new SecretsUnavailableError(new Error('down'));
    };
    const { ingest, counted } = setUp({ secrets: { of: unavailable, refreshed: unavailable } });

    await expect(ingest(delivery(message()))).rejects.toThrow(SecretsUnavailableError);
    expect(counted()).toEqual({});
  });
});

describe('a probe', () => {
  const probeId = '01KAKE0T00ABCDEFGHJKMNPQRS';
  const probe = probeBody(probeId);

  test('is queued as what it is and counts nowhere', async () => {
    const { ingest, sent, kept, counted, lines } = setUp({
      channels: [{ ...channel, businessIds: ['344'] }],
    });

    expect(await ingest(delivery(probe))).toEqual({ status: 'accepted', deliveryId: 'd-1' });

    expect(sent.map(({ body }) => decodeEnvelope(body))).toEqual([
      {
        v: 1,
        group: sent[0]?.group,
        deliveryId: 'd-1',
        channel: 'haptik',
        source: 'haptik',
        receivedAt: someTime,
        probeId,
      },
    ]);
    expect([...kept, ...lines]).toEqual([]);
    expect(counted()).toEqual({});
  });

  test('is no probe without a right signature', async () => {
    const { ingest, sent, counted } = setUp();

    await expect(ingest(delivery(probe, 'wrong'))).rejects.toThrow(BadSignatureError);
    expect(sent).toEqual([]);
    expect(counted()).toEqual({ 'haptik BadSignature': 1 });
  });

  test('is kept nowhere else and counts nowhere when the queue fails, and is not called accepted', async () => {
    const { ingest, kept, counted, lines } = setUp({ queue: { send: fail } });

    expect(await ingest(delivery(probe))).toEqual({
      status: 'ignored',
      deliveryId: 'd-1',
      reason: 'the queue did not take the probe',
    });
    expect([...kept]).toEqual([]);
    expect(counted()).toEqual({});
    expect(lines).toMatchObject([{ fields: { channel: 'haptik', deliveryId: 'd-1' } }]);
  });

  test('is a body like any other where it holds more', async () => {
    const { ingest, kept, counted } = setUp();

    expect(await ingest(delivery(`${probe.toString()} `))).toMatchObject({ status: 'quarantined' });
    expect([...kept.keys()]).toEqual([`quarantine/haptik/${at}_d-1`]);
    expect(counted()).toMatchObject({ 'haptik Quarantined': 1, 'haptik SecretUsed 0': 1 });
  });
});

describe('a delivery that the queue does not take', () => {
  test('goes to the bucket as the queue would have had it, and is accepted', async () => {
    const healthy = setUp();
    const { ingest, kept, counted, lines } = setUp({ queue: { send: fail } });

    await healthy.ingest(delivery(message()));
    const ingested = await ingest(delivery(message()));

    expect(ingested).toEqual({ status: 'accepted', deliveryId: 'd-1' });
    expect([...kept.keys()]).toEqual([`spill/${at}_d-1`]);
    expect(decodeSpilled(String([...kept.values()][0]))).toMatchObject({
      ...healthy.sent[0],
      channel: 'haptik',
    });
    expect(counted()).toMatchObject({ 'haptik Accepted': 1, 'haptik Spilled': 1, 'haptik AckMs': 0 });
    expect(lines).toMatchObject([{ fields: { channel: 'haptik', deliveryId: 'd-1' } }]);
  });

  test('is not durable when the bucket fails too', async () => {
    const { ingest, counted } = setUp({ queue: { send: fail }, bucket: { put: fail } });

    await expect(ingest(delivery(message()))).rejects.toThrow(NotDurableError);
    expect(counted()).toEqual({ 'haptik NotDurable': 1, 'haptik SecretUsed 0': 1 });
  });

  test('goes to quarantine when the queue would never take it', async () => {
    const send = async () => {
      throw new BrokenRecordError('The queue never takes this.');
    };
    const { ingest, kept, counted } = setUp({ queue: { send } });

    expect(await ingest(delivery(message()))).toEqual({
      status: 'quarantined',
      deliveryId: 'd-1',
      reason: 'The queue never takes this.',
    });
    expect([...kept.keys()]).toEqual([`quarantine/haptik/${at}_d-1`]);
    expect(counted()).toMatchObject({ 'haptik Quarantined': 1 });
    expect(counted()).not.toHaveProperty('haptik Accepted');
  });
});

describe('a delivery that is too large for the queue', () => {
  const largeKey = `large/haptik/${at}_d-1`;

  test('is in the bucket before the queue is told where', async () => {
    const { ingest, sent, kept } = setUp();

    expect(await ingest(delivery(large))).toMatchObject({ status: 'accepted' });
    expect([...kept]).toEqual([[largeKey, Buffer.from(large)]]);
    expect(sent.map(({ body }) => decodeEnvelope(body))).toMatchObject([
      { deliveryId: 'd-1', bodyKey: largeKey },
    ]);
  });

  test('is spilled with the place of its body when the queue fails', async () => {
    const { ingest, kept } = setUp({ queue: { send: fail } });

    expect(await ingest(delivery(large))).toMatchObject({ status: 'accepted' });
    expect([...kept.keys()]).toEqual([largeKey, `spill/${at}_d-1`]);
    const { body } = decodeSpilled(String(kept.get(`spill/${at}_d-1`)));
    expect(decodeEnvelope(body)).toMatchObject({ bodyKey: largeKey });
  });

  test('is not durable when the bucket does not take its body: it can travel no other way', async () => {
    const { ingest, sent, counted } = setUp({ bucket: { put: fail } });

    await expect(ingest(delivery(large))).rejects.toThrow(NotDurableError);
    expect(sent).toEqual([]);
    expect(counted()).toMatchObject({ 'haptik NotDurable': 1 });
  });
});

describe('quarantine', () => {
  test('keeps what is not understood raw, with its headers but for the signature', async () => {
    const { ingest, sent, kept, counted, lines } = setUp();
    const body = Buffer.from([0xff, 0x00, 0x7b]);
    const junk = delivery(body);

    const ingested = await ingest({ ...junk, headers: { ...junk.headers, cookie: undefined } });

    expect(ingested).toMatchObject({ status: 'quarantined', deliveryId: 'd-1' });
    expect(sent).toEqual([]);
    expect([...kept.keys()]).toEqual([`quarantine/haptik/${at}_d-1`]);
    expect(JSON.parse(String([...kept.values()][0]))).toEqual({
      v: 1,
      deliveryId: 'd-1',
      channel: 'haptik',
      source: 'haptik',
      receivedAt: someTime,
      reason: 'the body is not UTF-8',
      headers: { 'user-agent': 'ua' },
      body: body.toString('base64'),
    });
    expect(counted()).toMatchObject({ 'haptik Quarantined': 1 });
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'A delivery went to quarantine.',
        fields: { channel: 'haptik', deliveryId: 'd-1', reason: 'the body is not UTF-8' },
      },
    ]);
  });

  test.each([
    ['understood', ['343'], 'accepted'],
    ['understood', ['344'], 'quarantined'],
    ['typing', ['343'], 'accepted'],
    ['typing', ['344'], 'quarantined'],
  ])(
    'keeps what is %s of business 343 out of the queue unless %j allows it',
    async (what, businessIds, status) => {
      const about = { businessId: '343', user: { authId: 'u-1' } };
      const typing: Reading = { outcome: 'typing', typing: { ...about, state: 'start' } };
      const news: Reading = { outcome: 'understood', news: { ...about, events: [] } };
      const { ingest } = setUp({
        ...reading(what === 'typing' ? typing : news),
        channels: [{ ...channel, businessIds }],
      });

      expect(await ingest(delivery(message()))).toMatchObject({ status });
    },
  );

  test('is reached through the queue when the bucket fails', async () => {
    const { ingest, sent, counted, lines } = setUp({ bucket: { put: fail } });

    const ingested = await ingest(delivery(Buffer.from([0xff])));
    await ingest({ ...delivery(Buffer.from([0xff])), id: 'd-2' });

    expect(ingested).toMatchObject({ status: 'quarantined', deliveryId: 'd-1' });
    expect(decodeEnvelope(sent[0]?.body ?? '')).toEqual({
      v: 1,
      group: sent[0]?.group,
      deliveryId: 'd-1',
      channel: 'haptik',
      source: 'haptik',
      receivedAt: someTime,
      reason: 'the body is not UTF-8',
      headers: { 'user-agent': 'ua' },
      base64: '/w==',
    });
    expect(sent[0]?.group).not.toBe(sent[1]?.group);
    expect(counted()).toMatchObject({ 'haptik Quarantined': 2 });
    expect(lines.map(({ message }) => message)).toEqual(
      [1, 2].flatMap(() => [
        'Quarantine did not take a delivery; it goes to the queue.',
        'A delivery went to quarantine.',
      ]),
    );
  });

  test.each([
    ['the queue fails too', 'x', fail],
    ['the delivery is too large for the queue', 'x'.repeat(190 * 1024), async () => {}],
  ])('is not reached when the bucket fails and %s', async (_, body, send) => {
    const { ingest, counted } = setUp({ bucket: { put: fail }, queue: { send } });

    await expect(ingest(delivery(body))).rejects.toThrow(NotDurableError);
    expect(counted()).toEqual({ 'haptik NotDurable': 1, 'haptik SecretUsed 0': 1 });
  });

  test('takes a body that its own reader breaks on', async () => {
    const read = () => {
      throw new TypeError('a bug');
    };
    const { ingest } = setUp({ sourceNamed: (name) => ({ ...sourceNamed(name), read }) });

    expect(await ingest(delivery(message()))).toMatchObject({
      status: 'quarantined',
      reason: expect.stringContaining('TypeError'),
    });
  });
});

describe('a dependency that takes its time', () => {
  /** Ends only when it is told to. */
  const hang = (_: unknown, __: unknown, signal?: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });

  test('is told to stop while there is time left to answer', async () => {
    const times = [someTime];
    const { ingest } = setUp({
      queue: { send: (queueMessage, signal) => hang(queueMessage, undefined, signal) },
      bucket: { put: hang },
      // Proving the sender took almost all the time there is.
      clock: () => times.shift() ?? someTime + deadlines.answer - 50,
    });

    await expect(ingest(delivery(message()))).rejects.toThrow(NotDurableError);
    expect(await ingest(delivery(probeBody('0'.repeat(26))))).toMatchObject({ status: 'ignored' });
  });
});

describe('whatever a signed body holds', () => {
  test('it is answered without an error', async () => {
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
        expect(['accepted', 'quarantined', 'ignored']).toContain((await ingest(delivery(any))).status);
      }),
      { numRuns: 2000 },
    );
  });

  test('a body nested a hundred thousand deep is answered', async () => {
    const { ingest } = setUp();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

    expect(await ingest(delivery(deep))).toMatchObject({ status: 'quarantined' });
    expect(await ingest(delivery(message().replace('"Hi"', deep)))).toMatchObject({ status: 'quarantined' });
  });
});
