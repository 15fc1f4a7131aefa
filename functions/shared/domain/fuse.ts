/** Counts minute by minute over the last hour, oldest first; the last minute is under way. */
export type Counts = readonly number[];

/** What a channel's deliveries were answered (2xx, 401, 503), and the milliseconds that passed probes took. */
export type ChannelCounts = {
  answered: Counts;
  badSignature: Counts;
  notDurable: Counts;
  probeMs: Counts;
};

/** What the webhook's route answered. */
export type Traffic = {
  /** Answers 4xx and 5xx that the gateway counted, the function's among them. */
  failures: Counts;
  /** Those that somebody else counted too: for a channel, for a name that none has, or as a probe that failed. */
  told: Counts;
  channels: ReadonlyMap<string, ChannelCounts>;
};

/** A delivery that fails is repeated within minutes; a stray request comes once. */
const leastMinutes = 2;

/** The sums of each minute. */
export const plus = (...all: readonly Counts[]): Counts => {
  const [first = [], ...others] = all;
  return first.map((count, minute) => others.reduce((sum, other) => sum + (other[minute] ?? 0), count));
};

/**
 * The failures that nobody told of: throttled, timed out, or refused before the function could count. What was counted
 * on both sides may stand in neighbouring minutes, as the two count at different moments.
 */
const untold = ({ failures, told }: Traffic): Counts => {
  const left = new Map(told.entries());
  const less = (count: number, minute: number): number => {
    const known = left.get(minute) ?? 0;
    left.set(minute, Math.max(0, known - count));
    return Math.max(0, count - known);
  };
  const rest = failures.map(less);
  return rest.map((count, minute) => less(less(count, minute + 1), minute - 1));
};

const lastOf = (counts: Counts): number => counts.findLastIndex((count) => count > 0);

/**
 * For how many minutes a channel's deliveries have not been answered 2xx while some came; 0 where one was since, or
 * where only a stray request failed. What no channel can be told of counts for each. A probe that passed is as good as
 * a delivery that was answered, but for signatures: with another secret at the platform, probes pass and deliveries
 * do not.
 */
export const fuseMinutes = (
  traffic: Traffic,
  { channel, probePassed }: { channel: string; probePassed: boolean },
): number => {
  const counts = traffic.channels.get(channel);
  if (counts === undefined) return 0;
  const { answered, badSignature, notDurable, probeMs } = counts;
  const lastAnswered = lastOf(answered);
  const lastPassed = probePassed ? probeMs.length : Math.max(lastAnswered, lastOf(probeMs));
  const onTheWay = plus(notDurable, untold(traffic));
  const failedIn = badSignature.flatMap((count, minute) => {
    const failed = (minute > lastAnswered ? count : 0) + (minute > lastPassed ? (onTheWay[minute] ?? 0) : 0);
    return failed > 0 ? [minute] : [];
  });
  const [first = 0] = failedIn;
  return failedIn.length < leastMinutes ? 0 : badSignature.length - 1 - first;
};
