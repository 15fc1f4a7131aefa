import { createRetryCommand, type RetryDependencies } from '#functions/shared/outbox-acts/retry-command.ts';
import { readOutboxId } from './outbox-entry.ts';
import { noFields, readOptionalBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';

/** `POST /v1/outbox/{outboxId}/retry`: tries a failed or unconfirmed command again, as a new one. */
export const createRetry = (deps: RetryDependencies) => {
  const retry = createRetryCommand(deps);
  return async (request: WriteRequest): Promise<{ outboxId: string }> => {
    const outboxId = readOutboxId(request);
    readOptionalBody(noFields, request);
    return retry(outboxId, request);
  };
};
