/** An error's message and those of its causes, without the stack: for people who did not write the code. */
export const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\nCause: ${explain(error.cause)}`;
};
