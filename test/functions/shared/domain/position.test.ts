import { describe, expect, test } from 'vitest';
import { positionHoldsIdentity, positionOf } from '#functions/shared/domain/position.ts';
import { sampleEvent, someTime } from '#test/support/samples.ts';

const nameless = sampleEvent(1, { platformId: undefined });
const unordered = sampleEvent(1, { orderedBy: 'receipt', platformId: 'b7c1' });

const at = (seq: number, lastPlatformId?: string, receivedAt = someTime) => ({
  seq,
  receivedAt,
  lastPlatformId,
});

describe('the position', () => {
  test('of a message is its id with leading zeros', () => {
    expect(positionOf(sampleEvent(1982371), at(7, '9'))).toBe('00000000000001982371');
  });

  test('of another event is right behind the message of its id', () => {
    const pinned = sampleEvent(42, { kind: 'agent_assigned', eventName: 'chat_pinned' });

    expect(positionOf(pinned, at(7, '99'))).toBe('00000000000000000042#chat_pinned');
  });

  test('of an event without an id is behind the last id known, by seq', () => {
    expect(positionOf(nameless, at(7, '42'))).toBe('00000000000000000042#~000000000007');
    expect(positionOf(nameless, at(1))).toBe('00000000000000000000#~000000000001');
  });

  test('of an event without an id is behind the id that it names', () => {
    expect(positionOf({ ...nameless, behindId: '41' }, at(7, '42'))).toBe(
      '00000000000000000041#~000000000007',
    );
  });

  test('of an event that its platform does not order is when it was received, then its seq', () => {
    expect(positionOf(unordered, at(7, '42', 1_794_000_000_123))).toBe(
      '00000000000000000000#1794000000123#000000000007',
    );
    expect(positionOf(unordered, at(7, undefined, 5))).toBe(
      '00000000000000000000#0000000000005#000000000007',
    );
  });

  test('sorts an event without an id between the ids around it', () => {
    const before = positionOf(sampleEvent(42), at(1));
    const pinned = positionOf(sampleEvent(42, { kind: 'unknown', eventName: 'zz' }), at(9));
    const between = positionOf(nameless, at(2, '42'));
    const after = positionOf(sampleEvent(43), at(3, '42'));

    expect([after, between, pinned, before].toSorted()).toEqual([before, pinned, between, after]);
  });

  test('tells two events apart only where the platform orders them and there is an id', () => {
    expect(positionHoldsIdentity(sampleEvent(1))).toBe(true);
    expect(positionHoldsIdentity(nameless)).toBe(false);
    expect(positionHoldsIdentity(unordered)).toBe(false);
  });
});
