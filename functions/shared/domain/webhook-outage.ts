const minute = 60_000;

/** An outage must be older than this, in minutes: shorter ones do not burn the platform's fuse down. */
const leastOutage = 5;

/** How long to wait before the platform is asked again, whatever came of the last time. */
const restMs = 15 * minute;

/** What is known of an outage of a channel; times are epoch milliseconds. */
export type Outage = {
  /** When it was noted; absent where there is none, or none any more. */
  outageAt?: number | undefined;
  /** When the platform was last asked to switch the webhook on. */
  enabledAt?: number | undefined;
};

/** Keeps each channel's outage. Every call may throw StoreUnavailableError. */
export type OutageStore = {
  read: (channel: string) => Promise<Outage>;
  /** Notes an outage; where one is noted already, nothing changes. */
  begin: (channel: string, now: number) => Promise<void>;
  /** Takes the turn to ask the platform: `true` for one of all that saw the same. */
  claim: (channel: string, seen: Outage, now: number) => Promise<boolean>;
  /** Forgets the outage that was seen, and no later one. */
  end: (channel: string, seen: Outage) => Promise<void>;
};

/**
 * Whether deliveries have failed for so many minutes that the platform may have switched the webhook off. `timeScale`
 * divides waiting times.
 */
export const isOutage = (fuse: number, timeScale: number): boolean => fuse > leastOutage / timeScale;

type Moment = { now: number; timeScale: number };

/** Whether the platform was not asked lately. */
export const hasRested = (
  { enabledAt = Number.NEGATIVE_INFINITY }: Outage,
  { now, timeScale }: Moment,
): boolean => enabledAt + restMs / timeScale <= now;

/** Whether the platform may be asked now. */
export const mayAsk = (outage: Outage, moment: Moment): boolean =>
  outage.outageAt !== undefined && hasRested(outage, moment);
