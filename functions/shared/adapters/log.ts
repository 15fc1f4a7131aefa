import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '#functions/shared/domain/observe.ts';

/** JSON log lines; level from POWERTOOLS_LOG_LEVEL, service from POWERTOOLS_SERVICE_NAME. */
export const createLog = (): Log => {
  const logger = new Logger();
  return {
    warn: (message, fields) => {
      logger.warn(message, { ...fields });
    },
    error: (message, fields, error) => {
      logger.error(message, { ...fields, ...(error instanceof Error ? { error } : {}) });
    },
  };
};
