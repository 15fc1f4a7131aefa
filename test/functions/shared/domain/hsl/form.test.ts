import { describe, expect, test } from 'vitest';
import { parseForm, renderForm } from '#functions/shared/domain/hsl/form.ts';

const ask = 'Please answer in a message.';
const lines = (hsl: object) => renderForm(parseForm({ ...hsl }));
const field = (more: object) => lines({ data: { fields: [more] } });

describe('a FORM element', () => {
  test('is read', () => {
    const element = parseForm({
      title: 'Return',
      subtitle: 'At your door',
      data: { fields: [{ key: 'k', type: 'picker', hint: 'Why', order: 2, options: ['a', 'b'] }] },
    });

    expect(element).toEqual({
      kind: 'form',
      text: '',
      title: 'Return',
      subtitle: 'At your door',
      fields: {
        shown: [{ key: 'k', type: 'picker', hint: 'Why', order: 2, options: { shown: ['a', 'b'], more: 0 } }],
        more: 0,
      },
    });
  });

  test.each([
    [{ title: 'T', subtitle: 'S', data: { title: 't', subtitle: 's' } }, ['T', 'S']],
    [{ data: { title: 't', subtitle: 's' } }, ['t', 's']],
    [{ text: 'Hi', title: 'T\nT' }, ['Hi', 'T T']],
    [{ data: { fields: [null] } }, []],
    [{}, []],
  ])('%j is headed by %j', (hsl, expected) => {
    expect(lines(hsl)).toEqual(expected);
  });

  test.each([
    [{ key: 'day', type: 'date', hint: 'Day' }, '- Day (date)'],
    [{ key: 'day', type: 'date' }, '- day (date)'],
    [{ type: 'date' }, '- Field (date)'],
    [{ hint: 'Day' }, '- Day'],
    [{ hint: 'Day', options: ['Mon', ' Tue\n', '', 5, null, '\u0000'] }, '- Day (Mon, Tue, 5)'],
    [{ hint: 'Day', type: 'picker', options: 'Mon or Tue' }, '- Day (picker: Mon or Tue)'],
    [
      { hint: 'Day', type: 'picker', options: Array(22).fill('a') },
      `- Day (picker: ${'a, '.repeat(20)}… and 2 more)`,
    ],
  ])('shows the field %j as %j', (more, line) => {
    expect(field(more)).toEqual([line, ask]);
  });

  test.each([
    [[3, 1, 2], 'b c a'],
    [['10', '9', -1], 'c b a'],
    [[undefined, 5, 'x'], 'b a c'],
    [['1.5', '', 2], 'c a b'],
    [[1, 1, 1], 'a b c'],
    [['x2', '2x', 3], 'c a b'],
  ])('orders its fields by %j: %s', (orders, expected) => {
    const fields = orders.map((order, index) => ({ hint: 'abc'.charAt(index), order }));

    expect(lines({ data: { fields } })).toEqual([...expected.split(' ').map((hint) => `- ${hint}`), ask]);
  });

  test('of many fields shows the first 20 that came', () => {
    const fields = Array.from({ length: 25 }, (_, index) => ({ key: `k${index}`, order: -index }));

    const shown = lines({ data: { fields } });

    expect(shown[0]).toBe('- k19');
    expect(shown.slice(19)).toEqual(['- k0', '… and 5 more', ask]);
  });
});
