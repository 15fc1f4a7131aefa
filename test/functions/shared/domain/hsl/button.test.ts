import { describe, expect, test } from 'vitest';
import { parseButton, renderButton } from '#functions/shared/domain/hsl/button.ts';

const lines = (text: unknown, items: unknown) => renderButton(parseButton({ text, data: { items } }));
const reply = { actionable_text: 'Yes', type: 'TEXT_ONLY' };
const link = { actionable_text: 'Bill', uri: 'LINK', payload: { url: 'https://a.example/b.pdf' } };

describe('a BUTTON element', () => {
  test('is read', () => {
    expect(parseButton({ text: 'Hi', data: { items: [reply] } })).toMatchObject({
      kind: 'button',
      text: 'Hi',
      items: { shown: [{ kind: 'reply', label: 'Yes' }], more: 0 },
    });
  });

  test.each([
    ['Pay?', [reply, link], ['Pay?', '1. Yes', '2. Bill: https://a.example/b.pdf']],
    ['', [reply, link], ['Choose an option', '1. Yes', '2. Bill: https://a.example/b.pdf']],
    ['Pay?', [reply], ['Pay?', '1. Yes']],
    [undefined, [reply], ['Choose an option', '1. Yes']],
    [undefined, [link], ['Bill: https://a.example/b.pdf']],
    ['Here it is', [link], ['Here it is', 'Bill: https://a.example/b.pdf']],
    ['Pay?', [], ['Pay?']],
    ['', [], []],
    ['', undefined, []],
  ])('of the text %j and the items %j is %j', (text, items, expected) => {
    expect(lines(text, items)).toEqual(expected);
  });

  test('numbers links where there are several', () => {
    expect(lines('', [link, link]).slice(0, 2)).toEqual([
      'Choose an option',
      '1. Bill: https://a.example/b.pdf',
    ]);
    expect(lines('', [link, ...Array(20).fill(null)])).toEqual(['Bill: https://a.example/b.pdf']);
    expect(lines('', Array(21).fill(link)).at(-1)).toBe('… and 1 more');
  });
});
