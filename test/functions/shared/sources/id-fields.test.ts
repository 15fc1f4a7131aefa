import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parseJson } from '#functions/shared/domain/json.ts';
import { isAbsent, optionalId, requiredId } from '#functions/shared/sources/id-fields.ts';

const exactNumber = parseJson('12345678901234567890');

describe('isAbsent', () => {
  test.each([undefined, null, ''])('of %j is true', (id) => {
    expect(isAbsent(id)).toBe(true);
  });

  test.each([0, false, ' ', 'None', {}, []])('of %j is false', (id) => {
    expect(isAbsent(id)).toBe(false);
  });
});

/** What no id may be, and why. */
const refused: readonly (readonly [string, unknown, string])[] = [
  ['a float', 1.5, 'must be text or a whole number from 0'],
  ['a negative number', -1, 'must be text or a whole number from 0'],
  ['a number beyond 64 bits', parseJson('18446744073709551616'), 'must be text or a whole number from 0'],
  ['true', true, 'must be text or a whole number from 0'],
  ['an object', {}, 'must be text or a whole number from 0'],
  ['a list', ['1'], 'must be text or a whole number from 0'],
  ['257 characters', 'x'.repeat(257), 'is longer than 256 characters'],
  ['a line break', 'a\nb', 'has characters that no id has'],
  ['NUL', 'a\u0000', 'has characters that no id has'],
  ['half a character', '\uD800', 'has characters that no id has'],
  ['200 letters with accents', 'é'.repeat(200), 'is too long once it is encoded'],
];

const accepted: readonly (readonly [unknown, string])[] = [
  ['rk-cust-20417', 'rk-cust-20417'],
  ['007', '007'],
  [' a b ', ' a b '],
  ['x'.repeat(256), 'x'.repeat(256)],
  [0, '0'],
  [812, '812'],
  [exactNumber, '12345678901234567890'],
];

const reasonOf = (schema: z.ZodMiniType<unknown>, value: unknown): string | undefined =>
  z.safeParse(schema, value).error?.issues[0]?.message;

describe('a required id', () => {
  test.each(accepted)('of %j is %j', (value, expected) => {
    expect(z.parse(requiredId, value)).toBe(expected);
  });

  test.each(refused)('is not %s', (_, value, reason) => {
    expect(reasonOf(requiredId, value)).toBe(reason);
  });

  test.each([
    [undefined, 'must be text or a whole number from 0'],
    [null, 'must be text or a whole number from 0'],
    ['', 'is empty'],
  ])('is not %j', (value, reason) => {
    expect(reasonOf(requiredId, value)).toBe(reason);
  });
});

describe('an optional id', () => {
  test.each(accepted)('of %j is %j', (value, expected) => {
    expect(z.parse(optionalId, value)).toBe(expected);
  });

  test.each(refused)('is not %s', (_, value, reason) => {
    expect(reasonOf(optionalId, value)).toBe(reason);
  });

  test.each([undefined, null, ''])('of %j is absent', (value) => {
    expect(z.parse(optionalId, value)).toBeUndefined();
    expect(z.parse(z.object({ id: optionalId }), {}).id).toBeUndefined();
  });
});
