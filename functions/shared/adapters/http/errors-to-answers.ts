import type { MiddlewareObj } from '@middy/core';
import { RelayError } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import { type Answer, json } from './answer.ts';

const statuses: ReadonlyMap<string, number> = new Map([
  ['BAD_SIGNATURE', 401],
  ['INVALID_REQUEST', 400],
  ['NOT_FOUND', 404],
  ['UNKNOWN_CHANNEL', 404],
]);

const retryAfterSeconds = '5';

const statusOf = ({ code, retryable }: RelayError): number => statuses.get(code) ?? (retryable ? 503 : 500);

const toAnswer = (error: RelayError): Answer => {
  const { code, message, details, retryable } = error;
  const status = statusOf(error);
  return json(
    status,
    { error: { code, message, details } },
    retryable ? { 'retry-after': retryAfterSeconds } : {},
  );
};

/**
 * Answers errors as `{"error":{"code","message","details"?}}`; what is not of our family is a defect of ours
 * and tells the caller nothing.
 */
export const errorsToAnswers = (log: Log): MiddlewareObj<unknown, Answer> => ({
  onError: (request) => {
    const { error } = request;
    if (error instanceof RelayError) {
      if (statusOf(error) >= 500) log.error('A request could not be served.', { code: error.code }, error);
      request.response = toAnswer(error);
      return;
    }
    log.error('A request met a defect.', {}, error);
    request.response = json(500, { error: { code: 'INTERNAL', message: 'This failed on our side.' } });
  },
});
