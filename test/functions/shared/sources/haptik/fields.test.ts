import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parseJson } from '#functions/shared/domain/json.ts';
import {
  commentOf,
  described,
  descriptionOf,
  exactText,
  objectOf,
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
