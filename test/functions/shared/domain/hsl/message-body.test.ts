import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessageBody } from '#functions/shared/domain/hsl/message-body.ts';
import { parseJson } from '#functions/shared/domain/json.ts';
import { arbitraryElement } from './arbitrary-element.ts';

const element = { text: 'Hi', type: 'TEXT', data: { quick_replies: [{ actionable_text: 'Yes' }] } };
const text = 'Hi\n1. Yes';

describe('a message body', () => {
  test.each([
    ['text', 'Hello', { text: 'Hello' }],
    ['an element', element, { text, hsl: element }],
    ['a serialised element', JSON.stringify(element), { text, hsl: element }],
    [
      'a serialised element of an empty type',
      '{"type":""}',
      { text: 'Unsupported message', hsl: { type: '' } },
    ],
    ['an element without text', { type: 'CAROUSEL' }, { text: '', hsl: { type: 'CAROUSEL' } }],
    ['an element without a type', { text: 'Hi' }, { text: 'Hi', hsl: { text: 'Hi' } }],
    ['an empty element', {}, { text: 'Unsupported message', hsl: {} }],
    ['text that starts like an element', '{smile}', { text: '{smile}' }],
    ['text that ends with a group in braces', 'Hi{task}', { text: 'Hi{task}' }],
    ['an element behind a space', ` ${JSON.stringify(element)}`, { text: ` ${JSON.stringify(element)}` }],
    ['JSON without a type', '{"text":"Hi"}', { text: '{"text":"Hi"}' }],
    [
      'JSON that inherits its type',
      '{"__proto__":{"type":"TEXT"}}',
      { text: '{"__proto__":{"type":"TEXT"}}' },
    ],
    ['JSON whose type is no text', '{"type":1}', { text: '{"type":1}' }],
    ['a JSON list', '[{"type":"TEXT"}]', { text: '[{"type":"TEXT"}]' }],
    [
      'an element serialised twice',
      JSON.stringify(JSON.stringify(element)),
      { text: JSON.stringify(JSON.stringify(element)) },
    ],
    ['text with half a character', 'a\uD83D', { text: 'a\uFFFD' }],
    ['text with control characters', 'a\u0000\tb\r\n\u202E', { text: 'a\tb\n' }],
    ['the empty text', '', { text: '' }],
  ])('may be %s', (_, body, expected) => {
    expect(readMessageBody(body)).toEqual(expected);
  });

  test.each([[undefined], [null], [5], [true], [[element]], [parseJson('12345678901234567890')]])(
    'is not %j',
    (body) => {
      expect(readMessageBody(body)).toBeUndefined();
    },
  );

  test('is text where it nests too deep to be an element', () => {
    const deep = `{"type":"TEXT","data":${'['.repeat(300)}${']'.repeat(300)}}`;

    expect(readMessageBody(deep)).toEqual({ text: deep });
  });

  test('is cut to 64 KiB', () => {
    expect(readMessageBody('न'.repeat(30_000))).toEqual({ text: `${'न'.repeat(21_844)}…` });
  });

  test('keeps the digits of numbers in a serialised element', () => {
    const body = readMessageBody('{"type":"TEXT","text":12345678901234567890}');

    expect(body?.text).toBe('12345678901234567890');
    expect(JSON.stringify(body?.hsl)).toBe('{"type":"TEXT","text":12345678901234567890}');
  });

  test('says the same serialised or not', () => {
    fc.assert(
      fc.property(arbitraryElement, (any) => {
        const typed = { ...any, type: String(any.type) };

        const serialised = readMessageBody(JSON.stringify(typed));

        expect(serialised?.text).toBe(readMessageBody(typed)?.text);
        expect(JSON.stringify(serialised?.hsl)).toBe(JSON.stringify(typed));
      }),
      { numRuns: 1000 },
    );
  });

  test('of any JSON is text or none', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (body) => {
        const isBody =
          typeof body === 'string' || (typeof body === 'object' && body !== null && !Array.isArray(body));

        expect(typeof readMessageBody(body)?.text).toBe(isBody ? 'string' : 'undefined');
      }),
      { numRuns: 3000 },
    );
  });
});
