import type { MiddlewareObj } from '@middy/core';
import type { IdName, Log, Metrics } from '#functions/shared/domain/observe.ts';
import { createInvocationIds } from './invocation-ids.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';

/** What a function tells of itself. */
export type Observation = {
  metrics: Metrics;
  log: Log;
  /** Puts an id on every log line and metric line of this invocation. */
  about: (name: IdName, value: string) => void;
  /** Writes the invocation's metrics whatever its end, and forgets its ids. */
  perInvocation: () => MiddlewareObj<unknown, unknown>;
};

export const createObservation = (): Observation => {
  const ids = createInvocationIds();
  const log = createLog(ids);
  const metrics = createMetrics(ids);
  const finish = (): void => {
    metrics.flush();
    ids.clear();
  };
  return {
    metrics,
    log,
    about: ids.add,
    // Hooks return nothing: a value would replace the response.
    perInvocation: () => ({
      before: () => {
        // An invocation that was cut off by its time-out left some.
        ids.clear();
      },
      after: () => {
        finish();
      },
      onError: () => {
        finish();
      },
    }),
  };
};
