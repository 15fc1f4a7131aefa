import { describe, expect, test } from 'vitest';
import { parseIntents, renderIntents } from '#functions/shared/domain/hsl/intents.ts';

describe('a choice of intents', () => {
  test('is read and numbered', () => {
    const element = parseIntents({ text: 'Did you mean', data: { intents: ['A', null, '', 5, '\u0000'] } });

    expect(element).toEqual({
      kind: 'intents',
      text: 'Did you mean',
      intents: { shown: ['A', '5', '\u0000'], more: 0 },
    });
    expect(element && renderIntents(element)).toEqual(['Did you mean', '1. A', '2. 5', '3. Option']);
  });

  test('shows 20', () => {
    const element = parseIntents({ data: { intents: Array(22).fill('A') } });

    expect(element && renderIntents(element).slice(19)).toEqual(['20. A', '… and 2 more']);
  });

  test.each([
    [undefined],
    [{}],
    [{ intents: [] }],
    [{ intents: 'A' }],
    [{ intents: [null, {}] }],
    [{ intents: ['A'], items: [{}] }],
    [{ intents: ['A'], quick_replies: [{}] }],
  ])('is not in the data %j', (data) => {
    expect(parseIntents({ text: 'Hi', data })).toBeUndefined();
  });

  test('stands beside empty lists of buttons', () => {
    const element = parseIntents({ data: { intents: ['A'], items: [], quick_replies: [] } });

    expect(element).toMatchObject({ kind: 'intents', text: '' });
  });
});
