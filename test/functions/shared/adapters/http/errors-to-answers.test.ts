import { describe, expect, test } from 'vitest';
import { errorsToAnswers } from '#functions/shared/adapters/http/errors-to-answers.ts';
import {
  BadSignatureError,
  ConflictError,
  InvalidRequestError,
  NotConfiguredError,
  NotDurableError,
  NotFoundError,
  PlatformRefusedError,
  PlatformUnavailableError,
  SecretsUnavailableError,
  StoreUnavailableError,
  UnknownChannelError,
} from '#functions/shared/domain/errors.ts';
import { createObserved } from '#test/support/observed.ts';

const answerTo = (error: Error) => {
  const { log, lines } = createObserved();
  const request = { event: {}, response: undefined, error };
  const returned: unknown = Reflect.apply(errorsToAnswers(log).onError ?? (() => {}), undefined, [request]);
  const response: { statusCode?: number; headers?: object; body?: string } = Object(request.response);
  return { returned, lines, ...response, body: JSON.parse(response.body ?? '') };
};

describe('an error', () => {
  test.each([
    [new BadSignatureError('X-Hub-Signature', 'a proof'), 401, 'BAD_SIGNATURE'],
    [new UnknownChannelError(), 404, 'UNKNOWN_CHANNEL'],
    [new NotFoundError('No such conversation.'), 404, 'NOT_FOUND'],
    [new InvalidRequestError([{ field: 'limit', message: 'is missing' }]), 400, 'INVALID_REQUEST'],
    [new ConflictError('NOT_UPLOADED', 'x'), 409, 'NOT_UPLOADED'],
    [new ConflictError('IDEMPOTENCY_CONFLICT', 'x'), 409, 'IDEMPOTENCY_CONFLICT'],
  ])('%s is answered %i', (error, statusCode, code) => {
    const answer = answerTo(error);

    expect(answer).toMatchObject({ statusCode, body: { error: { code, message: error.message } } });
    expect(answer.headers).toEqual({ 'content-type': 'application/json' });
    expect(answer.lines).toEqual([]);
  });

  test('about a request names the fields', () => {
    const details = [{ field: 'limit', message: 'is missing' }];

    expect(answerTo(new InvalidRequestError(details)).body).toEqual({
      error: { code: 'INVALID_REQUEST', message: 'limit: is missing', details },
    });
  });

  test.each([
    new NotDurableError(new Error('x')),
    new SecretsUnavailableError(new Error('x')),
    new StoreUnavailableError('x'),
  ])('%s asks to come again, and is logged', (error) => {
    const answer = answerTo(error);

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(answer.lines).toMatchObject([{ level: 'error', error }]);
  });

  test('about a request that is being served asks to come again', () => {
    expect(answerTo(new ConflictError('IDEMPOTENCY_UNDER_WAY', 'x'))).toMatchObject({
      statusCode: 409,
      headers: { 'retry-after': '5' },
      lines: [],
    });
  });

  test('about what is not configured is answered 501', () => {
    expect(answerTo(new NotConfiguredError('x'))).toMatchObject({
      statusCode: 501,
      body: { error: { code: 'ASK_NOT_CONFIGURED' } },
    });
  });

  test.each([
    [new PlatformRefusedError('The platform said: a secret'), 502, 'PLATFORM_REFUSED'],
    [new PlatformUnavailableError('The platform said: a secret'), 503, 'PLATFORM_UNAVAILABLE'],
  ])('%s is answered %i with the words of the platform, which no log sees', (error, statusCode, code) => {
    const answer = answerTo(error);

    expect(answer).toMatchObject({ statusCode, body: { error: { code, message: error.message } } });
    expect(answer.lines).toMatchObject([{ level: 'error', fields: { code } }]);
    expect(JSON.stringify(answer.lines)).not.toContain('secret');
    expect(answer.lines).not.toMatchObject([{ error }]);
  });

  test('that is a defect of ours tells the caller nothing and the log everything', () => {
    const error = new TypeError('x of undefined');
    const answer = answerTo(error);

    expect(answer).toMatchObject({ statusCode: 500, body: { error: { code: 'INTERNAL' } } });
    expect(JSON.stringify(answer.body)).not.toContain('undefined');
    expect(answer.lines).toMatchObject([{ level: 'error', error }]);
  });

  test('never makes the hook return a value, which would replace the answer', () => {
    expect(answerTo(new UnknownChannelError()).returned).toBeUndefined();
    expect(answerTo(new Error('x')).returned).toBeUndefined();
  });
});
