import { expect, test } from 'vitest';
import { stack } from '#local/dashboard/draw/stack.ts';

test('each line stands upon those before it, at every time of any of them', () => {
  const one = [
    { at: 1, value: 2 },
    { at: 3, value: 4 },
  ];
  const other = [
    { at: 2, value: 5 },
    { at: 3, value: 1 },
  ];

  expect(stack([one, other])).toEqual([
    [
      { at: 1, value: 2, bottom: 0, top: 2 },
      { at: 2, value: 0, bottom: 0, top: 0 },
      { at: 3, value: 4, bottom: 0, top: 4 },
    ],
    [
      { at: 1, value: 0, bottom: 2, top: 2 },
      { at: 2, value: 5, bottom: 0, top: 5 },
      { at: 3, value: 1, bottom: 4, top: 5 },
    ],
  ]);
});
