import { InvalidRequestError, type Problem } from '#functions/shared/domain/errors.ts';

/** The fields that a call is refused for. @throws Error when it is not, or for something else */
export const problemsOf = async (call: Promise<unknown>): Promise<readonly Problem[]> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.details;
    throw error;
  }
  throw new Error('the call succeeded');
};
