import { describe, expect, test } from 'vitest';
import { typingOf, withNames } from '#functions/shared/domain/conversation.ts';
import { sampleHead, someTime } from '#test/support/samples.ts';

describe('withNames', () => {
  const known = sampleHead({ names: ['u-1', '~~h-1'], namesWrittenAt: someTime });
  const month = 30 * 24 * 60 * 60 * 1000;

  test('has nothing due while the names are known and fresh', () => {
    expect(withNames(known, ['u-1'], someTime + month - 1)).toEqual({ head: known, due: [] });
  });

  test('has a name due that is new', () => {
    const { head, due } = withNames(known, ['u-1', '~~h-2', '~~h-2'], someTime + 1);

    expect(due).toEqual(['~~h-2']);
    expect(head).toEqual({ ...known, names: ['u-1', '~~h-1', '~~h-2'] });
  });

  test('has every name due once a month', () => {
    const { head, due } = withNames(known, ['~~h-2'], someTime + month);

    expect(due).toEqual(['u-1', '~~h-1', '~~h-2']);
    expect(head.namesWrittenAt).toBe(someTime + month);
  });

  test('keeps nineteen names at most', () => {
    const many = Array.from({ length: 30 }, (_, index) => `~~h-${index}`);

    expect(withNames(known, many, someTime).head.names).toHaveLength(19);
  });
});

describe('typing', () => {
  const half = 30_000;
  const start = { state: 'start', at: someTime } as const;
  const stop = { state: 'stop', at: someTime } as const;

  test.each([
    ['a start', start, 0, start],
    ['a start of 29.999 s ago', start, half - 1, start],
    ['a start of 30 s ago', start, half, undefined],
    ['a stop', stop, half - 1, stop],
    ['a stop of 30 s ago', stop, half, undefined],
    ['nothing', undefined, 0, undefined],
  ])('shows %s', (_, typing, later, expected) => {
    expect(typingOf(sampleHead({ typing }), someTime + later)).toEqual(expected);
  });
});
