import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatUserName } from '#functions/shared/domain/conversation-id.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { decodeWakeUp, toWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';

const lane = { channel: 'haptik', laneUser: 'u-1' };

describe('a wake-up', () => {
  test('tells its lane, whatever the user is called', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }),
        fc.boolean(),
        (id, isOurs) => {
          const laneUser = formatUserName(isOurs ? { authId: id } : { userId: id });

          const { body } = toWakeUp({ channel: 'haptik', laneUser }, 't');

          expect(decodeWakeUp(body)).toEqual({ channel: 'haptik', laneUser });
          expect(body).toMatch(/^[ -~]+$/);
        },
      ),
    );
  });

  test('stands in the group of its lane and is a repeat of those with its token', () => {
    const wakeUps = [
      toWakeUp(lane, 'a'),
      toWakeUp(lane, 'a'),
      toWakeUp(lane, 'b'),
      toWakeUp({ ...lane, laneUser: 'u-2' }, 'a'),
      toWakeUp({ ...lane, channel: 'other' }, 'a'),
    ];

    const ranks = (texts: string[]): number[] => texts.map((text) => texts.indexOf(text));
    expect(ranks(wakeUps.map(({ group }) => group))).toEqual([0, 0, 0, 3, 4]);
    expect(ranks(wakeUps.map(({ deduplicationId }) => deduplicationId))).toEqual([0, 0, 2, 3, 4]);
    for (const { group, deduplicationId } of wakeUps) {
      expect([group, deduplicationId]).toEqual([
        expect.stringMatching(/^[0-9a-f]{64}$/),
        expect.stringMatching(/^[0-9a-f]{64}$/),
      ]);
    }
  });

  test.each([
    '',
    'null',
    '{"v":1,"channel":"haptik"}',
    '{"v":2,"channel":"haptik","laneUser":"u-1"}',
    '{"v":1,"channel":"Haptik","laneUser":"u-1"}',
    '{"v":1,"channel":"haptik","laneUser":""}',
    '{"v":1,"channel":"haptik","laneUser":"a@b"}',
    '{"v":1,"channel":"haptik","laneUser":"a:b"}',
    `{"v":1,"channel":"haptik","laneUser":"${'u'.repeat(961)}"}`,
  ])('is not what says %j', (text) => {
    expect(() => decodeWakeUp(text)).toThrow(BrokenRecordError);
  });
});
