import { describe, expect, test } from 'vitest';
import { parseReceipt, renderReceipt } from '#functions/shared/domain/hsl/receipt.ts';

const lines = (data: unknown, text?: string) => renderReceipt(parseReceipt({ text, data }));
const image_url = 'https://a.example/b';
const none = { shown: [], more: 0 };

describe('a RECEIPT element', () => {
  test('is read', () => {
    const element = parseReceipt({
      text: 'Hi',
      data: {
        header: 'Summary',
        subheader: [{ header_one: 'A', body_one: 1, header_two: 'B', body_two: 2 }],
        order_items: [{ body: 'Kettle', header: '1 piece', title: '₹1', image_url }],
        footer: { amount: 1499, offer_text: 'Less', actionables: [{ actionable_text: 'Share' }] },
      },
    });

    expect(element).toMatchObject({
      kind: 'receipt',
      text: 'Hi',
      header: 'Summary',
      subheaders: { shown: [{ headerOne: 'A', bodyOne: '1', headerTwo: 'B', bodyTwo: '2' }], more: 0 },
      orderItems: { shown: [{ body: 'Kettle', header: '1 piece', title: '₹1', image: image_url }], more: 0 },
      amount: '1499',
      offerText: 'Less',
      actionables: { shown: [{ label: 'Share' }], more: 0 },
    });
  });

  test('may be empty', () => {
    expect(parseReceipt({})).toEqual({
      kind: 'receipt',
      text: '',
      header: '',
      subheaders: none,
      orderItems: none,
      amount: '',
      offerText: '',
      actionables: none,
    });
    expect(lines(undefined)).toEqual([]);
  });

  test.each([
    [{ header: 'A\nB' }, ['A B']],
    [
      {
        subheader: [
          { header_one: 'A', body_one: 'a', body_two: 'b' },
          { header_two: 'C', body_two: 'c' },
        ],
      },
      ['A: a', 'b', 'C: c'],
    ],
    [{ subheader: { header_one: 'A' } }, ['A']],
    [
      { order_items: [{ body: 'A', title: 'C' }, { image_url }, {}, { header: 'B', image_url }] },
      ['- A — C', `- Image: ${image_url}`, `- B: ${image_url}`],
    ],
    [{ order_items: Array(21).fill({ body: 'A' }) }, [...Array(20).fill('- A'), '… and 1 more']],
    [{ footer: { amount: ' 5\n' } }, ['Amount: 5']],
    [{ footer: { amount: '\u0000', offer_text: 'Less\n' } }, ['Less']],
    [
      { amount: '5', offer_text: 'Less', actionables: [{ actionable_text: 'Share' }] },
      ['Amount: 5', 'Less', '1. Share'],
    ],
    [{ amount: '6', offer_text: 'More', footer: { amount: '5', offer_text: 'Less' } }, ['Amount: 5', 'Less']],
    [
      { actionables: [{}], footer: { actionables: [{ actionable_text: 'A' }, { actionable_text: 'B' }] } },
      ['1. A', '2. B'],
    ],
  ])('%j is shown as %j', (data, expected) => {
    expect(lines(data)).toEqual(expected);
    expect(lines(data, 'Hi')).toEqual(['Hi', ...expected]);
  });
});
