import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText } from '#functions/shared/domain/text.ts';

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

describe('cleanText', () => {
  test.each([
    ['a\r\nb\rc\nd\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
    ['a\tb', 'a\tb'],
    ['a\u0000\u0007\u001B[31m\u007F\u0085b', 'a[31mb'],
    ['turned \u202Earound\u2069', 'turned around'],
    ['half a \uD83E', 'half a \uFFFD'],
    ['\uFEFFनमस्ते 🧾 ', '\uFEFFनमस्ते 🧾 '],
    ['', ''],
  ])('cleans %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test.each([
    [0, 64 * 1024],
    [1, 64 * 1024 - 3],
    [2, 64 * 1024 - 2],
    [3, 64 * 1024 - 1],
    [4, 64 * 1024],
  ])('cuts between characters behind %i bytes', (before, size) => {
    const text = cleanText('x'.repeat(before) + '🧾'.repeat(20_000));

    expect(Buffer.byteLength(text)).toBe(size);
    expect(text).toMatch(/^x*(🧾)+$/u);
  });

  test('has no control characters, no halves, and stays clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);

        expect(clean).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}/u);
        expect(cleanText(clean)).toBe(clean);
      }),
      { numRuns: 1000, examples: [['\r\n'], ['\uD800\u0000\uDC00']] },
    );
  });
});
