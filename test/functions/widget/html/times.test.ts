import { describe, expect, test } from 'vitest';
import { ago, timeText } from '#functions/widget/html/times.ts';
import { someTime } from '#test/support/samples.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('ago', () => {
  test.each([
    [0, '0 s ago'],
    [999, '0 s ago'],
    [119_999, '119 s ago'],
    [2 * minute, '2 min ago'],
    [2 * hour - 1, '119 min ago'],
    [2 * hour, '2 h ago'],
    [47 * hour, '47 h ago'],
    [48 * hour, '2 d ago'],
    [-5000, '0 s ago'],
  ])('says of %i ms %s', (milliseconds, text) => {
    expect(String(ago(someTime, someTime + milliseconds))).toBe(
      `<span title="2026-11-21 09:00:00 UTC">${text}</span>`,
    );
  });
});

test.each([8.64e15 + 1, Number.NaN])('a time that no calendar has (%d) stays a number', (at) => {
  expect(timeText(at)).toBe(String(at));
});
