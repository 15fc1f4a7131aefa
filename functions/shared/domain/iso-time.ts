/** ISO 8601 as epoch milliseconds; without a zone it is UTC, wherever this runs. */
export const timeOf = (timestamp: unknown): number | undefined => {
  if (typeof timestamp !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(timestamp)) return undefined;
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(timestamp) ? timestamp : `${timestamp}Z`);
  return time >= 0 ? time : undefined;
};
