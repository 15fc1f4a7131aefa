import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UnstorableError } from '#functions/shared/domain/errors.ts';

const neverFits = new Set(['ValidationError', 'ItemCollectionSizeLimitExceeded']);

/** @throws UnstorableError when a transaction was cancelled because the table can never take it. */
export const checkFits = (error: TransactionCanceledException): void => {
  const unfit = error.CancellationReasons?.find(({ Code = 'None' }) => neverFits.has(Code));
  if (unfit) throw new UnstorableError(`The table cannot hold this: ${unfit.Message}`, { cause: error });
};
