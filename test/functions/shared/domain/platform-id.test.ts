import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '#functions/shared/domain/json.ts';
import { decimal, idAsText, numberAsText, padPlatformId } from '#functions/shared/domain/platform-id.ts';

describe('a platform id', () => {
  test.each([
    ['0', '0'],
    ['1982371', '1982371'],
    ['"1982371"', '1982371'],
    ['"0012"', '12'],
    ['9007199254740993', '9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
  ])('written %s is %s', (json, id) => {
    expect(decimal(parseJson(json))).toBe(id);
  });

  test.each([
    '1.5',
    '-1',
    '1e30',
    '18446744073709551616',
    `${'9'.repeat(400)}`,
    '""',
    '"12a"',
    '" 12"',
    '"1.0"',
    'null',
    'true',
    '[1]',
    '{}',
  ])('is not %s', (json) => {
    expect(decimal(parseJson(json))).toBeUndefined();
  });

  test('padded sorts as text in the order of the numbers', () => {
    const id = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(padPlatformId(String(a)) < padPlatformId(String(b))).toBe(a < b);
      }),
    );
  });
});

describe('idAsText', () => {
  test.each([
    ['"007"', '007'],
    ['"a b"', 'a b'],
    ['12', '12'],
    ['9007199254740993', '9007199254740993'],
    ['1.5', undefined],
    ['1e30', undefined],
    ['true', undefined],
    ['null', undefined],
  ])('of %s is %s', (json, text) => {
    expect(idAsText(parseJson(json))).toBe(text);
  });
});

describe('numberAsText', () => {
  test.each([
    ['1.5', '1.5'],
    ['9007199254740993', '9007199254740993'],
    ['"text"', 'text'],
    ['null', null],
  ])('of %s is %s', (json, text) => {
    expect(numberAsText(parseJson(json))).toBe(text);
  });
});
