import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { agentAuthor, userSchema } from '#functions/shared/sources/haptik/parties.ts';

const reasonOf = (user: unknown): string | undefined =>
  z
    .safeParse(userSchema, user)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');

describe('a user', () => {
  test('is known by ids, name and platform', () => {
    const user = {
      auth_id: 'u-1',
      user_id: 9,
      user_name: ' qx71 ',
      device_platform_name: 'Shop',
      device_platform: 5,
    };

    expect(z.parse(userSchema, user)).toEqual({ authId: 'u-1', userId: '9', name: 'qx71', platform: 'Shop' });
  });

  test.each([
    [{ device_platform_name: 'Shop', device_platform: 5 }, 'Shop'],
    [{ device_platform_name: 'None', device_platform: 5 }, 'Web SDK'],
    [{ device_platform: 14 }, 'WhatsApp'],
    [{ device_platform: '14' }, 'WhatsApp'],
    [{ device_platform: 99 }, '99'],
    [{ device_platform: 'Kiosk' }, 'Kiosk'],
    [{ device_platform: 'None' }, undefined],
    [{}, undefined],
  ])('on %j comes from %j', (device, platform) => {
    expect(z.parse(userSchema, { auth_id: 'u', ...device }).platform).toBe(platform);
  });

  test.each([null, undefined, ''])('with auth_id %j is known by user_id alone', (auth_id) => {
    expect(z.parse(userSchema, { auth_id, user_id: 9 })).toEqual({ userId: '9' });
  });

  test.each([null, undefined, '', 1.5, true, {}, 'a\n', 'x'.repeat(257)])(
    'with user_id %j is known by auth_id alone',
    (user_id) => {
      expect(z.parse(userSchema, { auth_id: '007', user_id })).toEqual({ authId: '007' });
    },
  );

  const nobody = ': has neither auth_id nor a usable user_id';

  test.each([
    ['text', 'u-1', ': must be an object'],
    ['null', null, ': must be an object'],
    ['a list', [], ': must be an object'],
    ['without ids', { user_name: 'x' }, nobody],
    ['with empty ids', { auth_id: '', user_id: null }, nobody],
    ['with a float as only id', { user_id: 1.5 }, nobody],
    [
      'with an auth_id that is no id',
      { auth_id: 1.5, user_id: 9 },
      'auth_id: must be text or a whole number from 0',
    ],
    [
      'with control characters in the auth_id',
      { auth_id: 'a\n', user_id: 9 },
      'auth_id: has characters that no id has',
    ],
  ])('is not %s', (_, user, reason) => {
    expect(reasonOf(user)).toBe(reason);
  });
});

describe('the author', () => {
  test.each([
    [true, 'bot'],
    ['True', 'bot'],
    ['true', 'bot'],
    ['TRUE', 'bot'],
    [false, 'agent'],
    ['False', 'agent'],
    ['yes', 'agent'],
    ['', 'agent'],
    [undefined, 'agent'],
    [null, 'agent'],
    [1, 'agent'],
    [{}, 'agent'],
  ])('with is_automated %j is the %s', (is_automated, type) => {
    expect(agentAuthor({ id: 7, name: 'Asha', is_automated })).toEqual({ type, id: '7', name: 'Asha' });
  });

  test('of an empty agent is an agent', () => {
    expect(agentAuthor({ id: null, name: 'None' })).toEqual({ type: 'agent' });
    expect(agentAuthor({})).toEqual({ type: 'agent' });
  });

  test.each([undefined, null, 'gogo', 5, true, [{ id: 7 }]])('of an agent that is %j is unknown', (agent) => {
    expect(agentAuthor(agent)).toBeUndefined();
  });
});
