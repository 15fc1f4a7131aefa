import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { throwOurError } from './throw-our-error.ts';

/** Whether a write was carried out; `false`: its condition did not hold. */
export const unlessRefused = async (writing: Promise<unknown>): Promise<boolean> => {
  try {
    await writing;
    return true;
  } catch (error) {
    return error instanceof ConditionalCheckFailedException ? false : throwOurError(error);
  }
};
