import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parseJson } from '#functions/shared/domain/json.ts';
import {
  commentOf,
  described,
  descriptionOf,
  exactText,
  isAbsent,
  objectOf,
  optionalId,
  requiredId,
  withoutAbsent,
} from '#functions/shared/sources/haptik/fields.ts';

const exactNumber = parseJson('12345678901234567890');

describe('objectOf', () => {
  test('is an object of JSON itself', () => {
    const value = { a: 1 };

    expect(objectOf(value)).toBe(value);
  });

  test.each([undefined, null, [1], 'text', 5, true, exactNumber])('of %j has no fields', (value) => {
    expect(objectOf(value)).toEqual({});
  });
});

describe('descriptionOf', () => {
  test.each([
    ['Asha', 'Asha'],
    ['  Asha  ', 'Asha'],
    ['Asha\r\nOrders', 'Asha Orders'],
    ['\u202EAsha', 'Asha'],
    ['half \uD800', 'half \uFFFD'],
    ['none', 'none'],
    ['0', '0'],
    [0, '0'],
    [7301, '7301'],
    [1.5, '1.5'],
    [exactNumber, '12345678901234567890'],
  ])('of %j is %j', (value, expected) => {
    expect(descriptionOf(value)).toBe(expected);
  });

  test.each([undefined, null, '', ' ', '\n', 'None', ' None ', true, false, {}, [], ['Asha']])(
    'of %j is absent',
    (value) => {
      expect(descriptionOf(value)).toBeUndefined();
    },
  );

  test('keeps 200 characters, or as many as it is told', () => {
    expect(descriptionOf('x'.repeat(201))).toBe('x'.repeat(200));
    expect(descriptionOf('x'.repeat(201), 1000)).toBe('x'.repeat(201));
    expect(descriptionOf('xyz', 2)).toBe('xy');
  });
});

describe('exactText', () => {
  test.each([
    ['  Asha\n', '  Asha\n'],
    ['x'.repeat(300), 'x'.repeat(300)],
    [17, '17'],
    [0, '0'],
    [exactNumber, '12345678901234567890'],
  ])('of %j is %j, unchanged', (value, expected) => {
    expect(exactText(value)).toBe(expected);
  });

  test.each([undefined, null, '', ' ', 'None', true, {}, []])('of %j is absent', (value) => {
    expect(exactText(value)).toBeUndefined();
  });
});

describe('commentOf', () => {
  test('keeps 1,000 characters in one line', () => {
    expect(commentOf(`a\n${'x'.repeat(1000)}`)).toBe(`a ${'x'.repeat(998)}`);
    expect(commentOf('None')).toBeUndefined();
  });
});

describe('withoutAbsent', () => {
  test('leaves out what is undefined, and nothing else', () => {
    expect(Object.entries(withoutAbsent({ a: undefined, b: '', c: null, d: 0 }) ?? {})).toEqual([
      ['b', ''],
      ['c', null],
      ['d', 0],
    ]);
  });

  test('of nothing is nothing', () => {
    expect(withoutAbsent({})).toBeUndefined();
    expect(withoutAbsent({ a: undefined })).toBeUndefined();
  });
});

describe('isAbsent', () => {
  test.each([undefined, null, ''])('of %j is true', (id) => {
    expect(isAbsent(id)).toBe(true);
  });

  test.each([0, false, ' ', 'None', {}, []])('of %j is false', (id) => {
    expect(isAbsent(id)).toBe(false);
  });
});

describe('a described field', () => {
  const schema = z.object({ name: described });

  test.each([
    [{ name: ' Asha ' }, 'Asha'],
    [{ name: 'x'.repeat(201) }, 'x'.repeat(200)],
    [{ name: {} }, undefined],
    [{ name: undefined }, undefined],
    [{}, undefined],
  ])('of %j is %j', (value, name) => {
    expect(z.parse(schema, value).name).toBe(name);
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
