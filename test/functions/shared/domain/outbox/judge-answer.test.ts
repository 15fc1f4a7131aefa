import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeAnswer } from '#functions/shared/domain/outbox/judge-answer.ts';
import { someTime } from '#test/support/samples.ts';

const said = { message: 'what the platform says', now: someTime };

const answered = (status: number, retryAfter?: string) =>
  ({ outcome: 'answered', status, retryAfter, body: undefined }) as const;

const judge = (status: number, retryAfter?: string) => judgeAnswer(answered(status, retryAfter), said);

describe('an answer', () => {
  test.each([200, 201, 202, 204, 299])('of %i says that it is done', (status) => {
    expect(judge(status)).toEqual({ is: 'done' });
  });

  test('of 401 refuses the credentials', () => {
    expect(judge(401)).toEqual({ is: 'unauthorized', status: 401, message: said.message });
  });

  test.each([425, 429, 503])('of %i asks for patience, and for how much', (status) => {
    const busy = { is: 'busy', status, reason: `HTTP ${status}`, message: said.message };

    expect(judge(status)).toEqual(busy);
    expect(judge(status, '120')).toEqual({ ...busy, retryAfterMs: 120_000 });
    expect(judge(status, new Date(someTime + 5_000).toUTCString())).toEqual({ ...busy, retryAfterMs: 5_000 });
    expect(judge(status, 'in a while')).toEqual(busy);
  });

  test.each([408, 500, 501, 502, 504, 505, 507, 520, 524, 599])('of %i leaves it open', (status) => {
    const unclear = { is: 'unclear', status, reason: `HTTP ${status}`, message: said.message };

    expect(judge(status)).toEqual(unclear);
    expect(judge(status, '120')).toEqual(unclear);
  });

  test.each([0, 100, 101, 199, 600, 999])('of %i is none, and leaves it open', (status) => {
    expect(judge(status)).toMatchObject({ is: 'unclear', status });
  });

  test.each([400, 402, 403, 404, 405, 407, 409, 410, 413, 415, 422, 424, 426, 428, 431, 451, 499])(
    'of %i refuses the command for good, in the platform’s words',
    (status) => {
      expect(judge(status)).toEqual({ is: 'refused', status, message: said.message });
    },
  );

  test.each([300, 301, 302, 303, 304, 307, 308, 399])(
    'of %i is refused: redirects are not followed',
    (status) => {
      expect(judge(status)).toEqual({
        is: 'refused',
        status,
        message: expect.stringContaining('redirects are not followed'),
      });
    },
  );

  test('of any status means one thing', () => {
    const expected = (status: number): string => {
      if (status < 200) return 'unclear';
      if (status < 300) return 'done';
      if (status === 401) return 'unauthorized';
      if (status === 408) return 'unclear';
      if ([425, 429, 503].includes(status)) return 'busy';
      return status < 500 ? 'refused' : 'unclear';
    };

    for (let status = 100; status <= 599; status += 1) {
      expect([status, judge(status).is]).toEqual([status, expected(status)]);
    }
  });

  test('never makes a wait of what is no Retry-After', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.string(), (status, header) => {
        const verdict = judge(status, header);

        expect(verdict).not.toMatchObject({ retryAfterMs: Number.NaN });
        if (!/^\s*\d+\s*$/.test(header))
          expect(verdict).not.toHaveProperty('retryAfterMs', expect.any(Number));
      }),
    );
  });
});

describe('no answer', () => {
  test('leaves it open where something was written', () => {
    expect(
      judgeAnswer({ outcome: 'unanswered', written: true, reason: 'no answer within 10 s' }, said),
    ).toEqual({
      is: 'unclear',
      reason: 'no answer within 10 s',
    });
  });

  test('says that nothing was done where nothing was written', () => {
    const answer = { outcome: 'unanswered', written: false, reason: 'no connection: ECONNREFUSED' } as const;

    expect(judgeAnswer(answer, said)).toEqual({ is: 'busy', reason: 'no connection: ECONNREFUSED' });
  });

  test('for want of credentials is as good as their refusal', () => {
    const answer = { outcome: 'no_credentials', reason: 'The secret cannot be read.' } as const;

    expect(judgeAnswer(answer, said)).toEqual({ is: 'unauthorized', message: 'The secret cannot be read.' });
  });
});
