import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '#functions/shared/domain/observe.ts';
import { createInvocationIds } from './invocation-ids.ts';

type Described = { name: string; message: string; stack?: string | undefined; cause?: Described };

/**
 * Name, message and stack, down the causes. Never the other properties of an error: the SDK hangs whole items on
 * some of its own, with the users' texts in them.
 */
const describe = (error: unknown): Described => {
  if (!(error instanceof Error)) return { name: 'unknown', message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
};

/** JSON log lines with the invocation's ids; level from POWERTOOLS_LOG_LEVEL, service from POWERTOOLS_SERVICE_NAME. */
export const createLog = (ids = createInvocationIds()): Log => {
  const logger = new Logger();
  return {
    error: (message, fields, error) => {
      logger.error(message, {
        ...ids.fields(),
        ...fields,
        ...(error === undefined ? {} : { error: describe(error) }),
      });
    },
  };
};
