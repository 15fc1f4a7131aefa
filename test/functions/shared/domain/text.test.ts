import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, oneLine, plainText } from '#functions/shared/domain/text.ts';

const kibibytes64 = 65_536;

describe('plain text', () => {
  test.each([
    ['as it is', 'as it is'],
    ['line\nbreaks\tand tabs', 'line\nbreaks\tand tabs'],
    ['\r\na\rb\r\n', '\na\nb\n'],
    ['a\u2028b\u2029c', 'a\nb\nc'],
    ['\u0000a\u0007b\u001Bc\u007Fd\u0085e\u009Ff', 'abcdef'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069.', '.'],
    ['\u200E\u200F\u061C\u2065\u206A\u2029x', '\u200E\u200F\u061C\u2065\u206A\nx'],
    ['👩‍🚀 नमस्ते שלום', '👩‍🚀 नमस्ते שלום'],
    ['half \uD83D', 'half \uFFFD'],
    [' spaces  stay ', ' spaces  stay '],
    ['', ''],
  ])('of %j is %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  test.each([
    ['x', 1],
    ['é', 2],
    ['न', 3],
    ['🧾', 4],
  ])('is cut between characters: %s', (character, bytes) => {
    const most = Math.floor(kibibytes64 / bytes);
    const fitting = character.repeat(most);

    const cut = plainText(`${fitting}${character}`);

    expect(plainText(fitting)).toBe(fitting);
    expect(cut).toBe(`${character.repeat(Math.floor((kibibytes64 - 3) / bytes))}…`);
  });

  test('is marked as cut where only its beginning was read', () => {
    const beginning = `Hi${'\u0000'.repeat(4 * kibibytes64 - 2)}`;

    expect(plainText(beginning)).toBe('Hi');
    expect(plainText(`${beginning}!`)).toBe('Hi…');
  });

  test('never exceeds its size, holds no control character, and stays as it is', () => {
    const text = fc
      .tuple(fc.string({ unit: 'binary', maxLength: 50 }), fc.integer({ min: 1, max: 9000 }))
      .map(([part, times]) => part.repeat(times));

    fc.assert(
      fc.property(text, (any) => {
        const plain = plainText(any);

        expect(Buffer.byteLength(plain)).toBeLessThanOrEqual(kibibytes64);
        expect(plain).not.toMatch(/[^\n\t\P{Cc}]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u);
        expect(plainText(plain)).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });
});

describe('one line', () => {
  test.each([
    [' a \n b\t\u2028 c ', 'a b c'],
    ['a\u0000b\u202Ec', 'abc'],
    ['\uD83D', '\uFFFD'],
    [' \n ', ''],
  ])('of %j is %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  test('takes 512 bytes, or as many as are given', () => {
    expect(oneLine('x'.repeat(512))).toBe('x'.repeat(512));
    expect(oneLine('x'.repeat(513))).toBe(`${'x'.repeat(509)}…`);
    expect(oneLine('न'.repeat(200), 10)).toBe('नन…');
    expect(oneLine('🧾🧾🧾', 10)).toBe('🧾…');
  });

  test('reads the beginning of a text that is much longer', () => {
    expect(oneLine(`${' '.repeat(2000)}far`)).toBe('far');
    expect(oneLine(`${' '.repeat(3000)}far`)).toBe('…');
  });
});

describe('cleanLine', () => {
  test.each([
    ['as it is', 'as it is'],
    [' with a\r\nbreak\u2028and\ttabs ', 'with a break and tabs'],
    ['turned \u202Earound\u2069', 'turned  around'],
    ['half a \uD83E', 'half a \uFFFD'],
    ['\u0000', ''],
  ])('makes one line of %j', (text, line) => {
    expect(cleanLine(text, 100)).toBe(line);
  });

  test('keeps the beginning', () => {
    expect(cleanLine('abcd', 3)).toBe('abc');
  });
});
