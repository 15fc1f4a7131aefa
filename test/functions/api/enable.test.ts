import { describe, expect, test } from 'vitest';
import {
  ConflictError,
  PlatformRefusedError,
  PlatformUnavailableError,
} from '#functions/shared/domain/errors.ts';
import type { Platform, PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import { createApiSetting } from '#test/support/api-setting.ts';

const route = 'POST /v1/channels/{channel}/enable';

const answered = (status: number, body?: unknown): PlatformAnswer => ({ outcome: 'answered', status, body });

/** The API over a platform that answers like this. */
const openWith = (answer: PlatformAnswer = answered(200, { enabled: true })) => {
  const calls: object[] = [];
  const unexpected = async () => {
    throw new Error('not asked for here');
  };
  const platform: Platform = {
    perform: unexpected,
    register: unexpected,
    ask: unexpected,
    enableWebhook: async ({ channel, businessId, devicePlatform }) => {
      calls.push({ channel: channel.name, businessId, devicePlatform });
      return answer;
    },
  };
  return { ...createApiSetting({ platform }), calls };
};

describe('enabling a webhook', () => {
  test.each([
    [undefined, undefined, 13],
    [{}, undefined, 13],
    [{ businessId: '343', devicePlatform: 5 }, '343', 5],
    [{ businessId: 343 }, '343', 13],
  ])('with the body %j asks the platform and answers', async (body, businessId, devicePlatform) => {
    const { call, calls } = openWith();

    const answer = await call(route, { path: { channel: 'narrow' }, body });

    expect(answer).toEqual({ status: 200, body: { enabled: true } });
    expect(calls).toEqual([{ channel: 'narrow', businessId, devicePlatform }]);
  });

  test.each<[PlatformAnswer, unknown, string]>([
    [answered(401, { error_message: 'invalid authorization details' }), PlatformRefusedError, 'invalid auth'],
    [answered(404), PlatformRefusedError, 'HTTP 404'],
    [answered(503), PlatformUnavailableError, 'HTTP 503'],
    [{ outcome: 'unanswered', written: false, reason: 'ECONNREFUSED' }, PlatformUnavailableError, 'ECONN'],
    [{ outcome: 'unanswered', written: true, reason: 'no answer' }, PlatformUnavailableError, 'no answer'],
    [{ outcome: 'no_credentials', reason: 'the secret is empty' }, PlatformRefusedError, 'secret is empty'],
  ])('fails with what the platform says: %j', async (answer, type, message) => {
    const { call } = openWith(answer);

    const enabling = call(route, { path: { channel: 'haptik' } });

    await expect(enabling).rejects.toThrow(message);
    await expect(enabling).rejects.toBeInstanceOf(type);
  });

  test.each<[object, ...string[]]>([
    [{ businessId: 'shop' }, 'businessId'],
    [{ businessId: -1 }, 'businessId'],
    [{ businessId: 3.5 }, 'businessId'],
    [{ businessId: '345' }, 'businessId'],
    [{ devicePlatform: '13' }, 'devicePlatform'],
    [{ devicePlatform: -1 }, 'devicePlatform'],
    [{ enabled: true }, 'enabled'],
  ])('refuses %j and names what is wrong', async (body, ...fields) => {
    const { problems, calls } = openWith();

    const found = await problems(route, { path: { channel: 'narrow' }, body });

    expect(found.map(({ field }) => field)).toEqual(fields);
    expect(calls).toEqual([]);
  });

  test('is for channels that can send', async () => {
    const { call, problems } = openWith();

    expect(await problems(route, { path: { channel: 'x' } })).toMatchObject([{ field: 'channel' }]);
    expect(await problems(route, { path: { channel: 'haptik' }, query: { x: '1' } })).toMatchObject([
      { field: 'x' },
    ]);
    await expect(call(route, { path: { channel: 'deaf' } })).rejects.toThrow(ConflictError);
  });
});
