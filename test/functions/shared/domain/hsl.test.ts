import { describe, expect, test } from 'vitest';
import { readMessageBody } from '#functions/shared/domain/hsl.ts';

const element = { text: 'Hi', type: 'TEXT', data: { quick_replies: [] } };

describe('a message body', () => {
  test.each([
    ['text', 'Hello', { text: 'Hello' }],
    ['an element', element, { text: 'Hi', hsl: element }],
    ['a serialised element', JSON.stringify(element), { text: 'Hi', hsl: element }],
    ['an element without text', { type: 'CAROUSEL' }, { text: '', hsl: { type: 'CAROUSEL' } }],
    [
      'an element whose text is no text',
      { type: 'TEXT', text: 5 },
      { text: '', hsl: { type: 'TEXT', text: 5 } },
    ],
    ['text that starts like an element', '{smile}', { text: '{smile}' }],
    ['JSON without a type', '{"text":"Hi"}', { text: '{"text":"Hi"}' }],
    ['JSON whose type is no text', '{"type":1}', { text: '{"type":1}' }],
    ['a JSON list', '[{"type":"TEXT"}]', { text: '[{"type":"TEXT"}]' }],
    [
      'an element serialised twice',
      JSON.stringify(JSON.stringify(element)),
      { text: JSON.stringify(JSON.stringify(element)) },
    ],
    ['text with half a character', 'a\uD83D', { text: 'a\uFFFD' }],
    ['the empty text', '', { text: '' }],
  ])('may be %s', (_, body, expected) => {
    expect(readMessageBody(body)).toEqual(expected);
  });

  test.each([[undefined], [null], [5], [true], [[element]]])('is not %j', (body) => {
    expect(readMessageBody(body)).toBeUndefined();
  });
});
