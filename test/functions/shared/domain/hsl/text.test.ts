import { describe, expect, test } from 'vitest';
import { parseTextElement, renderTextElement } from '#functions/shared/domain/hsl/text.ts';

const lines = (hsl: object) => renderTextElement(parseTextElement({ ...hsl }));
const reply = (label: string) => ({ actionable_text: label, type: 'TEXT_ONLY' });

describe('a TEXT element', () => {
  test('is read', () => {
    expect(parseTextElement({ text: 'Hi', data: { quick_replies: [reply('Yes')] } })).toMatchObject({
      kind: 'text',
      text: 'Hi',
      replies: { shown: [{ kind: 'reply', label: 'Yes' }], more: 0 },
    });
  });

  test.each([
    [{ text: 'Hi\nthere', data: { quick_replies: [] } }, ['Hi\nthere']],
    [{ text: 'Hi', data: { quick_replies: [reply('Yes'), reply('No')] } }, ['Hi', '1. Yes', '2. No']],
    [{ text: '', data: { quick_replies: [reply('Yes')] } }, ['1. Yes']],
    [{ text: 5 }, ['5']],
    [{ text: null, data: null }, []],
    [{}, []],
  ])('%j is shown as %j', (hsl, expected) => {
    expect(lines(hsl)).toEqual(expected);
  });
});
