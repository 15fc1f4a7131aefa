/** The value that the work comes to within the limit, else what `expired` gives. The work itself goes on. */
export const withLimit = async <Value>(
  work: Promise<Value>,
  limitMs: number,
  expired: () => Value,
): Promise<Value> => {
  const limit = Promise.withResolvers<Value>();
  const timer = setTimeout(() => limit.resolve(expired()), limitMs);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
};
