import type { MiddlewareObj } from '@middy/core';
import { PlatformError, RelayError } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import { type Answer, json } from './answer.ts';

/** By the error's name. */
const statuses: ReadonlyMap<string, number> = new Map([
  ['InvalidRequestError', 400],
  ['BadSignatureError', 401],
  ['NotFoundError', 404],
  ['UnknownChannelError', 404],
  ['ConflictError', 409],
  ['NotConfiguredError', 501],
  ['PlatformRefusedError', 502],
]);

const retryAfterSeconds = '5';

const statusOf = ({ name, retryable }: RelayError): number => statuses.get(name) ?? (retryable ? 503 : 500);

const toAnswer = (error: RelayError): Answer => {
  const { code, message, details, retryable } = error;
  const status = statusOf(error);
  return json(
    status,
    { error: { code, message, details } },
    retryable ? { 'retry-after': retryAfterSeconds } : {},
  );
};

const report = (log: Log, error: RelayError): void => {
  const { code } = error;
  if (statusOf(error) < 500) return;
  if (error instanceof PlatformError) log.error('The platform did not serve a request.', { code });
  else log.error('A request could not be served.', { code }, error);
};

/**
 * Answers errors as `{"error":{"code","message","details"?}}`; what is not of our family is a defect of ours
 * and tells the caller nothing.
 */
export const errorsToAnswers = (log: Log): MiddlewareObj<unknown, Answer> => ({
  onError: (request) => {
    const { error } = request;
    if (error instanceof RelayError) {
      report(log, error);
      request.response = toAnswer(error);
      return;
    }
    log.error('A request met a defect.', {}, error);
    request.response = json(500, { error: { code: 'INTERNAL', message: 'This failed on our side.' } });
  },
});
