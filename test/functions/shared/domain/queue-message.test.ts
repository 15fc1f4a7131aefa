import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '#functions/shared/domain/digest.ts';
import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import type { Quarantined } from '#functions/shared/domain/quarantine.ts';
import {
  type AuthenticDelivery,
  toProbeMessage,
  toQueueMessage,
  toRefusedMessage,
} from '#functions/shared/domain/queue-message.ts';
import { someTime } from '#test/support/samples.ts';

const channel = { name: 'haptik', source: 'haptik' };
const user = { authId: 'u-1' };

/** The most that a message of the queue may hold, in bytes. */
const mostBytes = 240 * 1024;

const messageOf = async (text: string, changes: Partial<AuthenticDelivery> = {}) => {
  const kept = new Map<string, string | Uint8Array>();
  const put = async (key: string, body: string | Uint8Array) => void kept.set(key, body);
  const delivery = { id: 'd/1', channel, receivedAt: someTime, body: Buffer.from(text), ...changes };
  const understood = { text, businessId: '343', user, repeats: 'same-body' } as const;
  return { message: await toQueueMessage(delivery, understood, { bucket: { put } }), kept };
};

const refused: Quarantined = {
  deliveryId: 'd-1',
  channel: 'haptik',
  source: 'haptik',
  receivedAt: someTime,
  reason: 'the body is not JSON',
  headers: { 'user-agent': 'ua' },
  body: Buffer.from([0xff, 0x00]),
};

describe('the message of a delivery', () => {
  test('carries its text while the encoded message fits, whatever it holds', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 50 });

    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        const { message, kept } = await messageOf(any);

        expect(decodeEnvelope(message.body)).toMatchObject({ deliveryId: 'd/1', body: any });
        expect(kept.size).toBe(0);
      }),
    );
  });

  // Each of these becomes two escapes of six characters in the encoded message.
  test.each([
    ['a', mostBytes],
    ['🧾', mostBytes / 12],
  ])('leads to its body in the bucket when encoded %j makes it too large', async (character, count) => {
    const { message, kept } = await messageOf(character.repeat(count));

    const key = 'large/haptik/2026-11-21T09:00:00.000Z_d%2F1';
    expect(decodeEnvelope(message.body)).toMatchObject({ deliveryId: 'd/1', bodyKey: key });
    expect([...kept]).toEqual([[key, Buffer.from(character.repeat(count))]]);
  });

  test('never is larger than the queue takes', async () => {
    const empty = Buffer.byteLength((await messageOf('')).message.body);

    for (const room of [-1, 0, 1]) {
      const { message, kept } = await messageOf('a'.repeat(mostBytes - empty - room));

      expect(Buffer.byteLength(message.body)).toBeLessThanOrEqual(mostBytes);
      expect(kept.size).toBe(room < 0 ? 1 : 0);
    }
  });

  test('is of the same group and id however large it is', async () => {
    const text = 'a'.repeat(mostBytes);
    const { message } = await messageOf(text);
    const { message: other } = await messageOf('a');

    expect(message.group).toBe(other.group);
    expect(message.deduplicationId).toBe(digestOf('haptik', Buffer.from(text)));
  });
});

describe('the message of a delivery that was refused', () => {
  test('holds everything that quarantine keeps', () => {
    const { body: bytes, ...rest } = refused;

    const message = toRefusedMessage(refused);

    expect(decodeEnvelope(message?.body ?? '')).toEqual({
      v: 1,
      group: message?.group,
      ...rest,
      base64: Buffer.from(bytes).toString('base64'),
    });
  });

  test('is in a group of its own', () => {
    const messages = ['d-1', 'd-2'].map((deliveryId) => toRefusedMessage({ ...refused, deliveryId }));

    expect(new Set(messages.map((message) => message?.group)).size).toBe(2);
    expect(new Set(messages.map((message) => message?.deduplicationId)).size).toBe(2);
  });

  test('is none where the queue could not take it', () => {
    const empty = Buffer.byteLength(toRefusedMessage({ ...refused, body: Buffer.alloc(0) })?.body ?? '');
    const most = Math.floor((mostBytes - empty) / 4) * 3;

    expect(toRefusedMessage({ ...refused, body: Buffer.alloc(most) })).toBeDefined();
    expect(toRefusedMessage({ ...refused, body: Buffer.alloc(most + 1) })).toBeUndefined();
  });
});

describe('the message of a probe', () => {
  const delivery = { id: 'd-1', channel, receivedAt: someTime, body: Buffer.alloc(0) };

  test('tells its id and nothing of a body', () => {
    const message = toProbeMessage(delivery, 'probe-1');

    expect(decodeEnvelope(message.body)).toEqual({
      v: 1,
      deliveryId: 'd-1',
      channel: 'haptik',
      source: 'haptik',
      receivedAt: someTime,
      group: message.group,
      probeId: 'probe-1',
    });
  });

  test('is in a group of its own, and never a repeat of another', () => {
    const other = { ...delivery, channel: { name: 'other', source: 'haptik' } };
    const messages = [
      toProbeMessage(delivery, 'probe-1'),
      toProbeMessage(delivery, 'probe-2'),
      toProbeMessage(other, 'probe-1'),
    ];

    expect(new Set(messages.map(({ group }) => group)).size).toBe(3);
    expect(new Set(messages.map(({ deduplicationId }) => deduplicationId)).size).toBe(3);
  });
});
