import { describe, expect, test } from 'vitest';
import { digestOf, sha256, shortDigest } from '#functions/shared/domain/digest.ts';

// Of "abc", as the standard (FIPS 180-2) gives it.
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('a digest', () => {
  test('of text or bytes is SHA-256 in hex', () => {
    expect(sha256('abc')).toBe(abc);
    expect(sha256(Buffer.from('abc'))).toBe(abc);
  });

  test('of several parts tells them apart from others with the same bytes', () => {
    const lists = [['a', 'b'], ['ab'], ['ab', ''], ['', 'ab'], ['a', 'b', '']];

    expect(new Set(lists.map((parts) => digestOf(...parts))).size).toBe(lists.length);
    expect(digestOf('a', 'b')).toBe(sha256('1:a1:b'));
  });

  test('that is short is the beginning of it in base64url', () => {
    const whole = Buffer.from(abc, 'hex').toString('base64url');

    expect(shortDigest('abc', 6)).toBe(whole.slice(0, 6));
    expect(shortDigest('abc', 16)).toBe(whole.slice(0, 16));
  });
});
