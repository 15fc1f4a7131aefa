import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { machineClock } from '#local/simulator/clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('an act comes after its time and once', () => {
  const act = vi.fn();
  const start = machineClock.now();
  machineClock.after(5_000, () => act(machineClock.now() - start));

  vi.advanceTimersByTime(20_000);

  expect(act.mock.calls).toEqual([[5_000]]);
});

test('an act that was taken back does not come', () => {
  const act = vi.fn();
  const cancel = machineClock.after(5_000, act);

  cancel();
  vi.advanceTimersByTime(5_000);

  expect(act).not.toHaveBeenCalled();
});

test('an act further away than a timer reaches does not come at once', () => {
  const act = vi.fn();
  machineClock.after(2 ** 31, act);

  vi.advanceTimersByTime(1_000_000);

  expect(act).not.toHaveBeenCalled();
});
