import { describe, expect, test } from 'vitest';
import { positionHoldsIdentity, positionOf } from '#functions/shared/domain/position.ts';
import { sampleEvent } from '#test/support/samples.ts';

const nameless = sampleEvent(1, { platformId: undefined });

describe('the position', () => {
  test('of a message is its id with leading zeros', () => {
    expect(positionOf(sampleEvent(1982371), { seq: 7, lastPlatformId: '9' })).toBe('00000000000001982371');
  });

  test('of an event without an id is behind the last id known, by seq', () => {
    expect(positionOf(nameless, { seq: 7, lastPlatformId: '42' })).toBe('00000000000000000042#~000000000007');
    expect(positionOf(nameless, { seq: 1, lastPlatformId: undefined })).toBe(
      '00000000000000000000#~000000000001',
    );
  });

  test('sorts an event without an id between the ids around it', () => {
    const before = positionOf(sampleEvent(42), { seq: 1, lastPlatformId: undefined });
    const between = positionOf(nameless, { seq: 2, lastPlatformId: '42' });
    const after = positionOf(sampleEvent(43), { seq: 3, lastPlatformId: '42' });

    expect([after, between, before].toSorted()).toEqual([before, between, after]);
  });

  test('tells two events apart only where there is an id', () => {
    expect(positionHoldsIdentity(sampleEvent(1))).toBe(true);
    expect(positionHoldsIdentity(nameless)).toBe(false);
  });
});
