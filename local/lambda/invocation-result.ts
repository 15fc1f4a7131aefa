/** What the caller of a function gets: Lambda's synchronous answer, payloads as JSON text. */
export type InvocationResult =
  | { readonly outcome: 'returned'; readonly payload: string }
  | InvocationFailure
  | { readonly outcome: 'throttled' }
  | { readonly outcome: 'too-large' };

/** The function failed: it threw, ran out of time, could not be loaded or its process ended. */
export type InvocationFailure = {
  readonly outcome: 'failed';
  readonly errorType: string;
  readonly errorMessage: string;
};

export const failure = (errorType: string, errorMessage: string): InvocationFailure => ({
  outcome: 'failed',
  errorType,
  errorMessage,
});

/** The most that Lambda takes and gives in one invocation, in bytes of JSON. */
export const largestPayload = 6 * 1024 * 1024 + 100;
