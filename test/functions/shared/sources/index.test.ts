import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceNamed, sources } from '#functions/shared/sources/index.ts';

test.each(Object.keys(sources))('what %s signs, it verifies, under that secret only', (name) => {
  const { sign, verify } = sourceNamed(name);
  const secret = fc.stringMatching(/^[a-zA-Z0-9]{1,40}$/);

  fc.assert(
    fc.property(fc.uint8Array(), secret, secret, (body, one, other) => {
      expect(verify(body, sign(body, one), one)).toBe(true);
      expect(verify(body, sign(body, one), other)).toBe(one === other);
    }),
  );
});

test('a source that does not exist is refused with the names there are', () => {
  expect(() => sourceNamed('haptic')).toThrow('There is no source "haptic". Use one of: haptik, fineguide.');
});
