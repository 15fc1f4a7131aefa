import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  conversationIdSchema,
  fitsInKey,
  formatConversationId,
  formatUserName,
  isUserName,
} from '#functions/shared/domain/conversation-id.ts';

const isConversationId = (text: string): boolean => z.safeParse(conversationIdSchema, text).success;

const anyId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((id) => id.isWellFormed());

describe('a conversation id', () => {
  test.each([
    [{ authId: 'a@b' }, 'haptik:343:a~40b'],
    [{ authId: 'plain-1_2.3' }, 'haptik:343:plain-1_2.3'],
    [{ authId: 'a:b/c?d#e' }, 'haptik:343:a~3Ab~2Fc~3Fd~23e'],
    [{ authId: '~~x' }, 'haptik:343:~7E~7Ex'],
    [{ authId: 'é' }, 'haptik:343:~C3~A9'],
    [{ userId: 'h 9' }, 'haptik:343:~~h~209'],
  ])('of user %o is %s', (user, id) => {
    expect(formatConversationId('haptik', '343', formatUserName(user))).toBe(id);
    expect(isConversationId(id)).toBe(true);
  });

  test.each([
    '',
    'haptik',
    'haptik:343',
    'haptik:343:',
    'haptik::u',
    ':343:u',
    'haptik:343:u:v',
    'Haptik:343:u',
    'haptik:343:a@b',
    'haptik:343:a~4',
    'haptik:343:a~4g',
    'haptik:343:a~c3~a9',
    'haptik:343:~41',
    'haptik:343:~C3',
    'haptik:343:~~',
    'haptik:343:é',
    `haptik:343:${'x'.repeat(961)}`,
    `haptik:${'1'.repeat(961)}:u`,
  ])('is not %j', (text) => {
    expect(isConversationId(text)).toBe(false);
  });

  test('is safe in a path and different for different users', () => {
    fc.assert(
      fc.property(anyId, anyId, (a, b) => {
        const ids = [{ authId: a }, { userId: a }, { authId: b }].map((user) =>
          formatConversationId('haptik', '1', formatUserName(user)),
        );

        expect(ids.every((id) => /^[a-z0-9:~A-Z._-]+$/.test(id) && encodeURI(id) === id)).toBe(true);
        expect(new Set(ids).size).toBe(a === b ? 2 : 3);
      }),
    );
  });
});

describe("a user's name", () => {
  test('is one for any id, and nothing else is', () => {
    const id = fc.oneof(fc.record({ authId: anyId }), fc.record({ userId: anyId }));

    fc.assert(
      fc.property(id, (user) => {
        expect(isUserName(formatUserName(user))).toBe(true);
      }),
    );
    expect(['', '~~', 'a@b', '~4', '~41', 'x'.repeat(961)].filter(isUserName)).toEqual([]);
  });
});

describe('fitsInKey', () => {
  test.each([
    ['x'.repeat(958), true],
    ['x'.repeat(959), false],
    ['@'.repeat(319), true],
    ['@'.repeat(320), false],
  ])('looks at the encoded length, with room for ~~ (%#)', (text, fits) => {
    expect(fitsInKey(text)).toBe(fits);
    expect(isUserName(formatUserName({ userId: text }))).toBe(fits);
  });
});
