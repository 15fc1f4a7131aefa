/**
 * What every SDK client is given. A call that hangs is given up in time for another attempt within the function's
 * own time-out; `requestTimeout` alone would only warn.
 */
export const clientSettings = (timeouts: { connectMs: number; requestMs: number; attempts: number }) => ({
  maxAttempts: timeouts.attempts,
  requestHandler: {
    connectionTimeout: timeouts.connectMs,
    requestTimeout: timeouts.requestMs,
    throwOnRequestTimeout: true,
  },
});
