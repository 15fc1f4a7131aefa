import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactDigits, isJsonObject, parseJson } from '#functions/shared/domain/json.ts';

describe('parseJson', () => {
  test('parses any JSON value as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test.each([
    '9007199254740993',
    '123456789012345678901234567890',
    '1e400',
    '0.1234567890123456789',
    '123456789012.3456789',
  ])('keeps the digits of %s', (digits) => {
    const value = parseJson(`{"a":[${digits}]}`);

    expect(JSON.stringify(value)).toBe(`{"a":[${digits}]}`);
  });

  test('hands out the digits that a double cannot hold', () => {
    expect(exactDigits(parseJson('9007199254740993'))).toBe('9007199254740993');
    expect(exactDigits(parseJson('12'))).toBeUndefined();
    expect(exactDigits('12')).toBeUndefined();
  });

  test('keeps every decimal number as it is written', () => {
    const decimal = fc.stringMatching(/^[1-9]\d{0,25}\.\d{0,24}[1-9]$/);

    fc.assert(
      fc.property(decimal, (number) => {
        expect(JSON.stringify(parseJson(`[${number}]`))).toBe(`[${number}]`);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('refuses %s that nest more than 200 levels deep', (_, opening, closing) => {
    const nested = (depth: number) => `${opening.repeat(depth)}1${closing.repeat(depth)}`;

    expect(() => parseJson(nested(200))).not.toThrow();
    expect(() => parseJson(nested(201))).toThrow(/200 levels/);
    expect(() => parseJson(nested(1_000_000))).toThrow(/200 levels/);
  });

  test('counts no bracket within a text', () => {
    const text = JSON.stringify(['['.repeat(500), '\\"[['.repeat(500), { '{{"': '{'.repeat(500) }]);

    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  test('refuses what is not JSON', () => {
    expect(() => parseJson('{"a":1,}')).toThrow(SyntaxError);
  });

  test('gives a key __proto__ no power', () => {
    const value = parseJson('{"__proto__":{"x":12345678901234567890}}');

    expect(isJsonObject(value) && value.x).toBeUndefined();
    expect(Object.hasOwn(Object(value), '__proto__')).toBe(true);
  });
});

describe('isJsonObject', () => {
  test.each([
    ['{}', true],
    ['[]', false],
    ['null', false],
    ['"text"', false],
    ['12', false],
    ['12345678901234567890', false],
  ])('of %s is %s', (text, expected) => {
    expect(isJsonObject(parseJson(text))).toBe(expected);
  });
});
