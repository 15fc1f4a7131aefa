import { describe, expect, test } from 'vitest';
import { followUpOf } from '#functions/shared/sources/haptik/follow-up.ts';

describe('the follow-up', () => {
  test.each([
    [1, 'expert'],
    [2, 'user'],
    [3, 'both'],
    ['1', 'expert'],
    ['3', 'both'],
    [4, '4'],
    ['Expert', 'Expert'],
  ])('to %j is for: %s', (send_to, sendTo) => {
    expect(followUpOf({ send_to })).toEqual({ sendTo });
  });

  test.each([
    [0, '1970-01-01T00:00:00.000Z'],
    ['1893493800', '2030-01-01T10:30:00.000Z'],
    [99_999_999_999, '5138-11-16T09:46:39.000Z'],
    [100_000_000_000, undefined],
    [-1, undefined],
    [1.5, undefined],
    ['1893493800 ', undefined],
    ['a1893493800', undefined],
    ['2030-01-01', undefined],
    [null, undefined],
    [true, undefined],
    [{}, undefined],
  ])('of the second %j is at %j', (follow_up_timestamp, at) => {
    expect(followUpOf({ follow_up_timestamp })).toEqual(at && { at });
  });

  test('says all that is said of it', () => {
    const details = {
      follow_up_timestamp: 1893493800,
      send_to: 2,
      expert_name: 'Ravi',
      comment: 'Ask again',
      team_id: 31,
    };

    expect(followUpOf(details)).toEqual({
      at: '2030-01-01T10:30:00.000Z',
      sendTo: 'user',
      expertName: 'Ravi',
      comment: 'Ask again',
      teamId: '31',
    });
  });

  test.each([undefined, null, {}, [], 'text', { send_to: null, comment: '', expert_name: 'None' }])(
    'of %j is absent',
    (details) => {
      expect(followUpOf(details)).toBeUndefined();
    },
  );

  test.each([
    ['expert_name', 'expertName', 200],
    ['comment', 'comment', 1000],
    ['team_id', 'teamId', 200],
    ['send_to', 'sendTo', 200],
  ])('has no more of %s than so much', (key, name, longest) => {
    expect(followUpOf({ [key]: 'x'.repeat(2000) })).toEqual({ [name]: 'x'.repeat(longest) });
  });
});
