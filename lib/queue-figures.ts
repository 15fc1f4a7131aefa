/** How long AWS may be out of order without a message becoming a dead letter. */
export const outageSeconds = 12 * 60 * 60;

/** A message is lent out this many times as long as its function may run, as AWS advises for Lambda. */
export const timesVisible = 6;
