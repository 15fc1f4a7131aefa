import { setTimeout } from 'node:timers/promises';
import {
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { checkFits } from './check-fits.ts';
import { throwOurError } from './throw-our-error.ts';

const mostTries = 3;
const longestPauseMs = 50;

/**
 * Whether a condition stood against it; `false`: something was in the way for a moment.
 * @throws UnstorableError when the table can never take it
 */
const isRefusal = (error: TransactionCanceledException): boolean => {
  checkFits(error);
  return error.CancellationReasons?.some(({ Code }) => Code === 'ConditionalCheckFailed') === true;
};

/**
 * Carries out all of these writes or none; `false`: a condition did not hold. One that meets another transaction on
 * one of its items is tried again, some times.
 */
export const transact = async (
  client: DynamoDBClient,
  steps: readonly TransactWriteItem[],
): Promise<boolean> => {
  let cause: unknown;
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (tries > 0) await setTimeout(Math.random() * longestPauseMs * tries);
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [...steps] }));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) return throwOurError(error);
      if (isRefusal(error)) return false;
      cause = error;
    }
  }
  throw new StoreUnavailableError('Other transactions were in the way, several times. Try again.', { cause });
};
