import { describe, expect, test } from 'vitest';
import { isTyping, readTyping } from '#functions/shared/sources/haptik/typing.ts';

const user = { auth_id: 'u-1' };
const start = { outcome: 'typing', typing: { user: { authId: 'u-1' }, state: 'start' } };
const nonsense = { outcome: 'ignored', reason: 'typing: neither start nor stop' };
const nobody = { outcome: 'ignored', reason: 'typing: does not say whose conversation it is' };

describe('isTyping', () => {
  test.each<[string, unknown, Record<string, unknown>, boolean]>([
    ['the name typing_indicator', 'typing_indicator', {}, true],
    ['the name with a space', 'typing indicator', {}, true],
    ['that name, though there is a message', 'typing_indicator', { message: {} }, true],
    ['no name and the key', undefined, { typing_indicator: 'start' }, true],
    ['no name and the key with a space', undefined, { 'typing indicator': 1 }, true],
    ['no name, and a message beside the key', undefined, { typing_indicator: 'start', message: null }, false],
    ['another name beside the key', 'message', { typing_indicator: 'start' }, false],
    ['an empty name beside the key', '', { typing_indicator: 'start' }, false],
    ['a name in capitals', 'Typing_Indicator', {}, false],
    ['a name that is a list', ['typing_indicator'], {}, false],
    ['neither name nor key', undefined, {}, false],
  ])('by %s', (_, name, payload, expected) => {
    expect(isTyping(name, payload)).toBe(expected);
  });
});

describe('readTyping', () => {
  test.each(['start', 'stop'])('reads %s under either key', (state) => {
    const expected = { outcome: 'typing', typing: { businessId: '343', user: { authId: 'u-1' }, state } };

    expect(readTyping({ business_id: 343, user, typing_indicator: state })).toEqual(expected);
    expect(readTyping({ business_id: 343, user, 'typing indicator': state })).toEqual(expected);
  });

  test.each([
    ['the first key', { typing_indicator: 'start', 'typing indicator': 'stop' }, start],
    [
      'the other key where the first says nothing',
      { typing_indicator: '', 'typing indicator': 'start' },
      start,
    ],
    ['nonsense', { typing_indicator: 'pause' }, nonsense],
    ['capitals', { typing_indicator: 'START' }, nonsense],
    ['true', { typing_indicator: true }, nonsense],
    ['an object', { typing_indicator: { state: 'start' } }, nonsense],
    ['nothing', {}, nonsense],
  ])('reads %s', (_, state, expected) => {
    expect(readTyping({ user, ...state })).toEqual(expected);
  });

  test.each([undefined, null, ''])('takes a business_id of %j for none', (business_id) => {
    expect(readTyping({ business_id, user, typing_indicator: 'start' })).toEqual(start);
  });

  test.each([
    ['no user', {}],
    ['a user that is text', { user: 'u-1' }],
    ['a user without ids', { user: { user_name: 'x' } }],
    ['an auth_id that is no id', { user: { auth_id: 1.5 } }],
    ['a business_id that is no id', { user, business_id: 1.5 }],
  ])('ignores typing with %s', (_, payload) => {
    expect(readTyping({ typing_indicator: 'start', ...payload })).toEqual(nobody);
  });
});
