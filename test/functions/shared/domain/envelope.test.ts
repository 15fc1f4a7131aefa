import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';

const header = {
  v: 1,
  deliveryId: 'd-1',
  channel: 'haptik',
  source: 'haptik',
  receivedAt: 5,
  group: 'g-1',
} as const;

const envelope: Envelope = { ...header, body: '{}' };

/** What SQS takes by the strictest of its descriptions: `#x9 | #xA | #xD | #x20 to #xD7FF and #xE000 to #xFFFD`. */
const allowed = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}]*$/u;

describe('an envelope', () => {
  test('comes back as it went, whatever the body holds, in characters that SQS takes', () => {
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\uFFFE', '\uFFFF', '\uD800', '\u0000', '\uFEFF'),
    );

    fc.assert(
      fc.property(
        fc.array(body).map((parts) => parts.join('')),
        (text) => {
          const encoded = encodeEnvelope({ ...envelope, body: text });

          expect(encoded).toMatch(allowed);
          expect(decodeEnvelope(encoded)).toEqual({ ...envelope, body: text });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each<[string, Envelope]>([
    ['leads to a body in the bucket', { ...header, bodyKey: 'large/haptik/1' }],
    ['holds what was not understood', { ...header, reason: 'no JSON', headers: { a: 'é' }, base64: '/wAK' }],
    ['holds the empty body', { ...header, body: '' }],
    ['holds a probe', { ...header, probeId: '01KAKE0T00ABCDEFGHJKMNPQRS' }],
    ['holds no bytes at all', { ...header, reason: 'no JSON', headers: {}, base64: '' }],
  ])('%s and comes back as it went', (_, sent) => {
    expect(decodeEnvelope(encodeEnvelope(sent))).toEqual(sent);
  });

  test.each([
    '',
    'x',
    JSON.stringify(header),
    JSON.stringify({ ...header, bodyKey: '' }),
    JSON.stringify({ ...header, base64: '' }),
    JSON.stringify({ ...header, probeId: '' }),
    JSON.stringify({ ...envelope, receivedAt: -1 }),
    JSON.stringify({ ...envelope, receivedAt: 1.5 }),
    JSON.stringify({ ...envelope, deliveryId: '' }),
    JSON.stringify({ ...envelope, group: '' }),
    JSON.stringify({ ...envelope, group: undefined }),
    JSON.stringify({ ...envelope, channel: 'A:b' }),
    '{}',
    '[]',
    JSON.stringify({ ...envelope, v: 2 }),
    JSON.stringify({ ...envelope, source: '' }),
  ])('is not %s', (text) => {
    expect(() => decodeEnvelope(text)).toThrow(BrokenRecordError);
    expect(() => decodeEnvelope(text)).toThrow(/not an envelope of this project/);
  });
});
