import { describe, expect, test } from 'vitest';
import { asText, flagAt, nameAt, objectAt, own, textAt } from '#functions/shared/domain/hsl/own.ts';
import { isJsonObject, parseJson } from '#functions/shared/domain/json.ts';

const parsed = (text: string) => {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new Error('not an object');
  return value;
};

describe('a key of an element', () => {
  test.each(['constructor', 'toString', '__proto__', 'a'])('is not what %s inherits', (key) => {
    expect(own({}, key)).toBeUndefined();
  });

  test('may be called __proto__ and stays data', () => {
    const value = parsed('{"__proto__":{"text":"x"}}');

    expect(own(value, '__proto__')).toEqual({ text: 'x' });
    expect(own(value, 'text')).toBeUndefined();
    expect(textAt({}, 'text')).toBe('');
  });
});

describe('text', () => {
  test.each([
    ['Hi', 'Hi'],
    ['', ''],
    [5, '5'],
    [1.5, '1.5'],
    [parseJson('12345678901234567890'), '12345678901234567890'],
    [true, ''],
    [null, ''],
    [undefined, ''],
    [['Hi'], ''],
    [{ text: 'Hi' }, ''],
  ])('is read from %j as %j', (value, text) => {
    expect(asText(value)).toBe(text);
    expect(textAt({ key: value }, 'key')).toBe(text);
  });
});

describe('an object', () => {
  test.each([[undefined], [null], ['x'], [5], [[{ a: 1 }]], [parseJson('12345678901234567890')]])(
    'is empty where %j stands',
    (value) => {
      expect(objectAt({ key: value }, 'key')).toEqual({});
    },
  );

  test('is handed out as it is', () => {
    expect(objectAt({ key: { a: 1 } }, 'key')).toEqual({ a: 1 });
  });
});

describe('a name', () => {
  test.each([
    [' Text_Only ', 'TEXT_ONLY'],
    ['LINK', 'LINK'],
    [null, ''],
    [{}, ''],
  ])('of %j is %j', (value, name) => {
    expect(nameAt({ key: value }, 'key')).toBe(name);
  });
});

describe('a flag', () => {
  test.each([1, '1', true, 'true', ' True '])('is set by %j', (value) => {
    expect(flagAt({ key: value }, 'key')).toBe(true);
  });

  test.each([0, '0', false, 'false', 'False', '', null, undefined, 2, '11', [1], {}])(
    'is not set by %j',
    (value) => {
      expect(flagAt({ key: value }, 'key')).toBe(false);
    },
  );
});
