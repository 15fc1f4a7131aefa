import { describe, expect, test } from 'vitest';
import { isUnauthorized, readVerdict } from '#functions/shared/adapters/haptik/read-verdict.ts';
import { commandKinds } from '#functions/shared/domain/outbox/command.ts';
import type { PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import { someTime } from '#test/support/samples.ts';

const answered = (status: number, body: unknown): PlatformAnswer => ({ outcome: 'answered', status, body });
const saying = (status: number, message: string) => answered(status, { error_message: message });

const credentialMessages = [
  'client_id missing in headers',
  'invalid client_id in headers',
  'invalid authorization in headers',
  'token missing in headers',
  'invalid token provided',
];

describe('words', () => {
  test.each(['user is not registered', 'Invalid_User', 'USER IS NOT REGISTERED'])(
    '%s: the platform does not know the user',
    (message) => {
      expect(readVerdict('message', saying(403, message), someTime)).toEqual({
        is: 'unregistered',
        status: 403,
        message,
      });
    },
  );

  test.each(credentialMessages)('%s: the credentials are read anew, whatever the status', (message) => {
    for (const status of [400, 401, 403, 404]) expect(isUnauthorized(saying(status, message))).toBe(true);
  });

  test.each(credentialMessages)('%s: the hand-off is refused, and what else is sent is not', (message) => {
    const is = (status: number) => readVerdict('handoff', saying(status, message), someTime);

    expect(is(400)).toEqual({ is: 'refused', status: 400, message });
    expect(is(401)).toEqual({ is: 'unauthorized', status: 401, message });
  });

  test('of an error in a 200 are an error, unless something was logged', () => {
    const body = { error_message: 'not today' };
    const answer = { outcome: 'answered', status: 200, body } as const;

    expect(readVerdict('message', answer, someTime)).toEqual({
      is: 'refused',
      status: 200,
      message: 'not today',
    });
    expect(readVerdict('message', { ...answer, body: { ...body, message_id: 7 } }, someTime)).toMatchObject({
      is: 'done',
      platformId: '7',
    });
  });

  test('duplicate feedback is refused as something that the platform has', () => {
    expect(readVerdict('feedback', saying(400, 'duplicate feedback'), someTime)).toEqual({
      is: 'refused',
      status: 400,
      message: 'duplicate feedback',
      duplicate: true,
    });
  });

  test.each(['user is not registered', 'duplicate feedback', 'invalid token provided'])(
    '%s means nothing in the answer of a platform that fails',
    (message) => {
      const answer = saying(500, message);

      expect(readVerdict('feedback', answer, someTime)).toMatchObject({ is: 'unclear', status: 500 });
      expect(isUnauthorized(answer)).toBe(false);
    },
  );

  test('other words are handed on with the status', () => {
    expect(readVerdict('message', saying(400, 'message_body: too long'), someTime)).toEqual({
      is: 'refused',
      status: 400,
      message: 'message_body: too long',
    });
  });

  test('where there are none, the status stands for them', () => {
    expect(readVerdict('message', answered(404, undefined), someTime)).toEqual({
      is: 'refused',
      status: 404,
      message: 'HTTP 404',
    });
  });

  test.each(['feedback', 'handoff', 'user'] as const)(
    'a %s may be refused with 200 too: errors are documented without a status',
    (kind) => {
      expect(readVerdict(kind, saying(200, 'invalid team_name provided'), someTime)).toEqual({
        is: 'refused',
        status: 200,
        message: 'invalid team_name provided',
      });
    },
  );

  test('a message that was logged stays so whatever else its answer says', () => {
    const answer = answered(200, { message_id: 7, error_message: 'something about it' });

    expect(readVerdict('message', answer, someTime)).toEqual({ is: 'done', platformId: '7' });
  });
});

describe('a command that was carried out', () => {
  test.each(['message', 'file'] as const)('has the id and time of the logged %s', (kind) => {
    const answer = answered(200, { message_id: 7, created_at: '2026-11-21T09:00:00Z' });

    expect(readVerdict(kind, answer, someTime)).toEqual({
      is: 'done',
      platformId: '7',
      platformAt: someTime,
    });
  });

  test.each(['user', 'feedback', 'handoff'] as const)('has no id as a %s', (kind) => {
    expect(readVerdict(kind, answered(201, { id: 7, success: true }), someTime)).toEqual({ is: 'done' });
  });

  test.each(commandKinds)('is done as a %s without a body that can be read', (kind) => {
    expect(readVerdict(kind, answered(200, undefined), someTime)).toMatchObject({ is: 'done' });
  });
});

test('credentials are refused by a 401 without words too', () => {
  expect(isUnauthorized(answered(401, undefined))).toBe(true);
  expect(isUnauthorized(answered(403, undefined))).toBe(false);
});

test.each([
  [{ outcome: 'unanswered', written: false, reason: 'no connection: ECONNREFUSED' }, 'busy'],
  [{ outcome: 'unanswered', written: true, reason: 'the connection broke: ECONNRESET' }, 'unclear'],
  [{ outcome: 'no_credentials', reason: 'the secret does not exist' }, 'unauthorized'],
] as const)('%j means %s', (answer, is) => {
  const verdict = readVerdict('message', answer, someTime);

  expect(verdict.is).toBe(is);
  expect(Object.values(verdict)).toContain(answer.reason);
});
