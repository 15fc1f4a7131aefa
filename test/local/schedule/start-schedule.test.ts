import type { ScheduledEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure, type InvocationResult } from '#local/lambda/invocation-result.ts';
import { startSchedule } from '#local/schedule/start-schedule.ts';
import { functionNamed } from '#test/support/function-named.ts';

const minute = 60_000;
const done: InvocationResult = { outcome: 'returned', payload: 'null' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const schedule = (
  run: (event: ScheduledEvent) => InvocationResult | Promise<InvocationResult>,
  timeScale = 1,
) =>
  startSchedule({
    schedule: {
      name: 'every-minute',
      intervalMs: minute,
      target: functionNamed('target'),
    },
    invoke: async (_, payload) => run(JSON.parse(payload)),
    timeScale,
  });

test.each([
  [1, minute],
  [60, 1000],
])('at time scale %i the function runs every %i ms, first after one of them', async (timeScale, interval) => {
  let runs = 0;
  await using _ = schedule(() => {
    runs += 1;
    return done;
  }, timeScale);

  await vi.advanceTimersByTimeAsync(interval - 1);
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(3 * interval);
  expect(runs).toBe(4);
});

test('an interval that is longer than a timer reaches is a wait of many days, not none', async () => {
  const day = 24 * 60 * minute;
  let runs = 0;
  await using _ = schedule(
    () => {
      runs += 1;
      return done;
    },
    minute / (30 * day),
  );

  await vi.advanceTimersByTimeAsync(24 * day);

  expect(runs).toBe(0);
});

test('the function gets the event that EventBridge makes', async () => {
  const events: ScheduledEvent[] = [];
  await using _ = schedule((event) => {
    events.push(event);
    return done;
  });

  await vi.advanceTimersByTimeAsync(minute);

  expect(events).toMatchObject([
    {
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      resources: ['arn:aws:events:us-east-1:000000000000:rule/every-minute'],
      detail: {},
    },
  ]);
});

test('a run that takes longer than the interval is not joined by another, and the next follows at once', async () => {
  const gates: PromiseWithResolvers<InvocationResult>[] = [];
  await using _ = schedule(() => {
    const gate = Promise.withResolvers<InvocationResult>();
    gates.push(gate);
    return gate.promise;
  });

  await vi.advanceTimersByTimeAsync(5 * minute);
  expect(gates).toHaveLength(1);
  gates[0]?.resolve(done);
  await vi.advanceTimersByTimeAsync(0);

  expect(gates).toHaveLength(2);
  gates[1]?.resolve(done);
});

test('a run that fails is reported, and the next one comes', async () => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  let runs = 0;
  await using _ = schedule(() => {
    runs += 1;
    return failure('Error', 'not now');
  });

  await vi.advanceTimersByTimeAsync(2 * minute);

  expect(runs).toBe(2);
  expect(report).toHaveBeenCalledWith(expect.stringContaining('target'));
  report.mockRestore();
});

test('closing waits for the run under way, and for no other', async () => {
  const gate = Promise.withResolvers<InvocationResult>();
  let runs = 0;
  const scheduled = schedule(() => {
    runs += 1;
    return gate.promise;
  });
  await vi.advanceTimersByTimeAsync(minute);
  let isClosed = false;

  const closing = Promise.resolve(scheduled[Symbol.asyncDispose]()).then(() => {
    isClosed = true;
  });
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(isClosed).toBe(false);
  gate.resolve(done);
  await closing;
  await vi.advanceTimersByTimeAsync(5 * minute);

  expect(runs).toBe(1);
});

test('closing between two runs waits for none', async () => {
  let runs = 0;
  const scheduled = schedule(() => {
    runs += 1;
    return done;
  });

  await scheduled[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(5 * minute);

  expect(runs).toBe(0);
});
