import { expect, test } from 'vitest';
import { waitAfter } from '#local/simulator/webhook/repeat-schedule.ts';

const waits = [1, 2, 3, 4, 5, 6].map(waitAfter);

test('the six waits are those that the platform documents, in ms', () => {
  expect(waits).toEqual([5_000, 25_000, 125_000, 625_000, 1_410_000, 1_410_000]);
});

test('together the waits are an hour', () => {
  expect(waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)).toBe(3_600_000);
});

test.each([0, 7, 8])('after %i failures there is no wait', (failures) => {
  expect(waitAfter(failures)).toBeUndefined();
});
