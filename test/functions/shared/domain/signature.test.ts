import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  signHmacSha1,
  signWithSharedSecret,
  verifyHmacSha1,
  verifySharedSecret,
} from '#functions/shared/domain/signature.ts';

const secret = 'hl-shared-secret-01';

const sign = (body: Uint8Array, key: string): string =>
  `sha1=${createHmac('sha1', key).update(body).digest('hex')}`;

describe('verifyHmacSha1', () => {
  test.each([
    [
      '{"event_name":"message","user":{"auth_id":"hl-cust-88431"},"message":{"id":1,"body":"hi"}}',
      'sha1=185503ee6f092107a0d2ea25bf8a2b351e0e1412',
    ],
    [
      '{"event_name":"message","user":{"auth_id":"hl-cust-88431"},"message":{"id":2,"body":"नमस्ते 🧾"}}',
      'sha1=e6f13ffe659b2aa8dbafce15470f63eefcc45fbc',
    ],
    [
      '{ "user": {"auth_id":"hl-cust-88431"},\n  "typing indicator": "start" }\n',
      'sha1=8933d958de84db690b53aa640aba5ebfc2a587d9',
    ],
    ['', 'sha1=729fe40e8086af28246ce6a5692f5f1df227a438'],
  ])('accepts a right signature (%#)', (body, signature) => {
    expect(verifyHmacSha1(Buffer.from(body), signature, secret)).toBe(true);
    expect(verifyHmacSha1(Buffer.from(body), signature.toUpperCase().replace('SHA1', 'sha1'), secret)).toBe(
      true,
    );
  });

  const body = Buffer.from('{"a":1}');
  const right = sign(body, secret);

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['without prefix', right.slice(5)],
    ['of another algorithm', right.replace('sha1', 'sha256')],
    ['too short', right.slice(0, -1)],
    ['too long', `${right}0`],
    ['repeated', `${right},${right}`],
    ['with a space', ` ${right}`],
    ['with a line break', `${right}\n`],
    ['not hex', `sha1=${'z'.repeat(40)}`],
    ['of another secret', sign(body, 'other')],
    ['of another body', sign(Buffer.from('{"a":2}'), secret)],
  ])('refuses a signature that is %s', (_, signature) => {
    expect(verifyHmacSha1(body, signature, secret)).toBe(false);
  });

  test('is what the signer makes', () => {
    expect(signHmacSha1(body, secret)).toBe(right);
  });

  test('refuses everything under an empty secret', () => {
    expect(verifyHmacSha1(body, sign(body, ''), '')).toBe(false);
  });

  test('never verifies bytes that were changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, flip) => {
          const changed = bytes.map((byte, index) => (index === at % bytes.length ? byte ^ flip : byte));

          expect(verifyHmacSha1(bytes, sign(bytes, secret), secret)).toBe(true);
          expect(verifyHmacSha1(changed, sign(bytes, secret), secret)).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('verifySharedSecret', () => {
  const body = Buffer.from('{"a":1}');

  test.each(['x', 'hl-shared-secret-01', 'with space; and = signs', 'ü'.repeat(500)])(
    'accepts %j itself',
    (value) => {
      expect(verifySharedSecret(body, value, value)).toBe(true);
      expect(verifySharedSecret(Buffer.from('another'), value, value)).toBe(true);
    },
  );

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['too short', secret.slice(0, -1)],
    ['too long', `${secret}0`],
    ['in other letters', secret.toUpperCase()],
    ['with a space', ` ${secret}`],
    ['repeated', `${secret},${secret}`],
    ['repeated with a space', `${secret}, ${secret}`],
    ['another one', 'hl-shared-secret-02'],
  ])('refuses a value that is %s', (_, value) => {
    expect(verifySharedSecret(body, value, secret)).toBe(false);
  });

  test('is what the signer makes', () => {
    expect(signWithSharedSecret(body, secret)).toBe(secret);
  });

  test('refuses a header sent twice whose halves make up the secret', () => {
    expect(verifySharedSecret(body, 'one,two', 'one,two')).toBe(false);
  });

  test('refuses everything under an empty secret', () => {
    expect(verifySharedSecret(body, '', '')).toBe(false);
    expect(verifySharedSecret(body, undefined, '')).toBe(false);
  });

  test('accepts nothing but the secret', () => {
    const value = fc.string({ minLength: 1, unit: 'grapheme-ascii' });

    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(verifySharedSecret(body, one, other)).toBe(one === other && !one.includes(','));
      }),
      { numRuns: 1000, examples: [['a', 'a']] },
    );
  });
});
