import { describe, expect, test } from 'vitest';
import { parseTabList, renderTabList } from '#functions/shared/domain/hsl/tab-list.ts';

const lines = (data: unknown, text?: string) => renderTabList(parseTabList({ text, data }));

describe('a TAB_LIST element', () => {
  test('is read', () => {
    const element = parseTabList({
      text: 'Hi',
      data: {
        tabs: [
          {
            title: 'A',
            sub_title: 'B',
            tab_items: [{ title: 'C', caption: 'D', price: 5, message: 'c' }, { title: 'E' }],
          },
        ],
        actionables: [{ option_unselected_text: 'Book' }],
      },
    });

    expect(element).toMatchObject({
      kind: 'tab_list',
      text: 'Hi',
      tabs: {
        shown: [
          {
            title: 'A',
            subTitle: 'B',
            items: {
              shown: [
                { title: 'C', caption: 'D', price: '5', value: 'c' },
                { title: 'E', caption: '', price: '', value: 'E' },
              ],
              more: 0,
            },
          },
        ],
        more: 0,
      },
      actionables: { shown: [{ label: 'Book' }], more: 0 },
    });
  });

  test.each([
    [
      {
        tabs: [
          { title: 'A', sub_title: 'B', tab_items: [{ title: 'C', caption: 'D', price: 5 }, {}] },
          { tab_items: [{ price: 6 }] },
          { sub_title: 'E' },
        ],
        actionables: [{ actionable_text: 'Book' }],
      },
      ['A — B', '1. C — D — 5', '2. Option', '1. 6', 'E', '- Book'],
    ],
    [
      { tabs: [{ tab_items: Array(21).fill({ title: 'A' }) }] },
      [...Array.from({ length: 20 }, (_, at) => `${at + 1}. A`), '… and 1 more'],
    ],
    [{ tabs: Array(21).fill({ title: 'A' }) }, [...Array(20).fill('A'), '… and 1 more']],
    [undefined, []],
  ])('%j is shown as %j', (data, expected) => {
    expect(lines(data)).toEqual(expected);
    expect(lines(data, 'Hi')).toEqual(['Hi', ...expected]);
  });
});
