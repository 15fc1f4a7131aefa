import { describe, expect, test } from 'vitest';
import { admit, closesBreaker, isTransient } from '#functions/shared/domain/outbox/breaker.ts';
import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';
import { timingAt } from '#functions/shared/domain/outbox/timing.ts';
import { someTime } from '#test/support/samples.ts';

const timing = timingAt(1);

const admitAfter = (milliseconds: number, probedAfter?: number) =>
  admit(
    {
      failures: 20,
      openedAt: someTime,
      ...(probedAfter !== undefined && { probedAt: someTime + probedAfter }),
    },
    { now: someTime + milliseconds, timing },
  );

describe('a breaker', () => {
  test('lets everything through until it is opened', () => {
    expect(admit({ failures: 19 }, { now: someTime, timing })).toEqual({ is: 'closed' });
    expect(admit({ failures: 0, probedAt: someTime }, { now: someTime, timing })).toEqual({ is: 'closed' });
  });

  test('lets nothing through for half a minute, then one command', () => {
    expect(admitAfter(0)).toEqual({ is: 'open', until: someTime + 30_000 });
    expect(admitAfter(29_999)).toEqual({ is: 'open', until: someTime + 30_000 });
    expect(admitAfter(30_000)).toEqual({ is: 'probe' });
  });

  test('lets the next one through half a minute after the last', () => {
    expect(admitAfter(30_001, 30_000)).toEqual({ is: 'open', until: someTime + 60_000 });
    expect(admitAfter(59_999, 30_000)).toEqual({ is: 'open', until: someTime + 60_000 });
    expect(admitAfter(60_000, 30_000)).toEqual({ is: 'probe' });
  });

  test('counts from its opening where the last of those is older', () => {
    expect(admitAfter(29_999, -90_000)).toEqual({ is: 'open', until: someTime + 30_000 });
  });
});

describe('to the breaker', () => {
  const message = 'said';

  test.each<[string, 'a failure' | 'a success' | 'neither', Verdict]>([
    ['done', 'a success', { is: 'done' }],
    ['a refusal', 'a success', { is: 'refused', status: 400, message }],
    ['an unknown user', 'a success', { is: 'unregistered', status: 403, message }],
    ['503', 'a failure', { is: 'busy', reason: 'HTTP 503', status: 503 }],
    ['no connection', 'a failure', { is: 'busy', reason: 'no connection' }],
    ['500', 'a failure', { is: 'unclear', reason: 'HTTP 500', status: 500 }],
    ['no answer', 'a failure', { is: 'unclear', reason: 'no answer' }],
    ['429', 'neither', { is: 'busy', reason: 'HTTP 429', status: 429 }],
    ['425', 'neither', { is: 'busy', reason: 'HTTP 425', status: 425 }],
    ['401', 'neither', { is: 'unauthorized', status: 401, message }],
  ])('%s is %s', (_, expected, verdict) => {
    expect(isTransient(verdict)).toBe(expected === 'a failure');
    expect(closesBreaker(verdict)).toBe(expected === 'a success');
  });
});
