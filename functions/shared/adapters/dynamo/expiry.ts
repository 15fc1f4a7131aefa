const day = 86_400;
const month = 30 * day;

const inSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Until when each kind of item is kept: epoch seconds, as DynamoDB's TTL wants them. */
export type Expiry = {
  event: (storedAt: number) => number;
  head: (updatedAt: number) => number;
  user: (boundAt: number) => number;
};

/**
 * The summary outlives its events, so that seq does not start again; a user's names, renewed once a month,
 * outlive the summary they lead to.
 */
export const expiryAfter = (retentionDays: number): Expiry => {
  const retention = retentionDays * day;
  return {
    event: (storedAt) => inSeconds(storedAt) + retention,
    head: (updatedAt) => inSeconds(updatedAt) + retention + month,
    user: (boundAt) => inSeconds(boundAt) + retention + 2 * month,
  };
};

/** DynamoDB deletes late, so conditions and reads look at the expiry themselves. */
export const nowInSeconds = inSeconds;
