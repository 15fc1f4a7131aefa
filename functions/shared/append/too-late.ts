import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';

/** What is thrown when an invocation has no time for another attempt. */
export const tooLate = (): StoreUnavailableError =>
  new StoreUnavailableError(
    'There was not enough time to store everything. The records stay on their queue.',
  );
