import { StoreUnavailableError, UnstorableError } from '#functions/shared/domain/errors.ts';

/**
 * Turns what the SDK throws into our own words.
 * @throws UnstorableError when the table can never take the request, else StoreUnavailableError.
 */
export const throwOurError = (cause: unknown): never => {
  if (cause instanceof Error && cause.name === 'ValidationException') {
    throw new UnstorableError('The table cannot take this.', { cause });
  }
  throw new StoreUnavailableError('The table did not answer as it should. Try again.', { cause });
};
