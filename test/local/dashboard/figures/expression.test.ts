import { expect, test } from 'vitest';
import { reckon } from '#local/dashboard/figures/expression.ts';

const figures = new Map([
  [
    'a',
    new Map([
      [1, 10],
      [2, 20],
      [3, 30],
    ]),
  ],
  ['b', new Map([[2, 4]])],
  ['none', new Map<number, number>()],
]);

test.each([
  ['a', { 1: 10, 2: 20, 3: 30 }],
  ['a + 1', { 1: 11, 2: 21, 3: 31 }],
  ['2 * a - 1', { 1: 19, 2: 39, 3: 59 }],
  ['100 * (1 - b / a)', { 2: 80 }],
  ['a - 5 - 5', { 1: 0, 2: 10, 3: 20 }],
  ['a / 5 / 2', { 1: 1, 2: 2, 3: 3 }],
  ['-b + a', { 2: 16 }],
  ['FILL(b, 0)', { 1: 0, 2: 4, 3: 0 }],
  ['FILL(none, 7)', { 1: 7, 2: 7, 3: 7 }],
  ['a / FILL(b, 0)', { 2: 5 }],
  ['none', {}],
])('%s is reckoned', (expression, expected) => {
  const value = reckon(expression, figures);

  expect(typeof value === 'number' ? value : Object.fromEntries(value)).toEqual(expected);
});

test('an expression without figures is a number', () => {
  expect(reckon('2 * (3 + 4.5)', new Map())).toBe(15);
});

test.each(['unknown', 'a +', '(a', 'a)', 'FILL(b)', 'FILL(b, 0', 'SUM(METRICS())', 'a > 1', 'a b', ''])(
  'of "%s" nothing is reckoned',
  (expression) => {
    expect(() => reckon(expression, figures)).toThrow(/known|in the place of/);
  },
);
