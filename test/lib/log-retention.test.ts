import { expect, test } from 'vitest';
import { logRetention } from '#lib/log-retention.ts';

test.each([
  [1, 1],
  [4, 3],
  [30, 30],
  [31, 30],
  [45, 30],
  [46, 60],
  [365, 365],
  [4000, 3653],
])('events kept %i days have logs kept %i days', (days, expected) => {
  expect(logRetention(days)).toBe(expected);
});
