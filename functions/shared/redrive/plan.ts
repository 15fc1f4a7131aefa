import { shortDigest } from '#functions/shared/domain/digest.ts';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import { type Judged, judge, type Limits } from './judge.ts';
import type { Count, LetterSourceName, LetterSources } from './letter.ts';

/** What a redrive is asked for; `at` tells when the plan of it was made, in epoch milliseconds. */
export type Ask = { source: LetterSourceName; limits: Limits; at: number };

/** An ask that a plan was made for. The seal tells it from one that nobody saw a plan of; it is no secret. */
export type ConfirmedAsk = Ask & { seal: string };

/** What a redrive would do with the letters of one conversation, as far as they were seen. */
export type PlannedConversation = {
  /** Absent for letters that are about none. */
  conversation: string | undefined;
  letters: number;
  /** Of these: stored meanwhile. */
  done: number;
  /** Since when the oldest waits: epoch milliseconds. */
  since: number;
};

export type Plan = {
  ask: ConfirmedAsk;
  /** How many letters there are. */
  count: Count;
  /** How many of them were looked at for all that follows: a queue shows the first few only. */
  seen: number;
  since: number | undefined;
  goBack: number;
  done: number;
  tooOld: number;
  unusable: number;
  /** Whether they are still needed could not be found out: the log says why. */
  untold: number;
  /** The longest waiting first. */
  conversations: readonly PlannedConversation[];
};

/** A plan is good for so long: milliseconds. */
const planLifetime = 10 * 60_000;

const sealOf = ({ source, limits, at }: Ask): string =>
  shortDigest(JSON.stringify(['redrive', source, limits.count, limits.maxAgeMs, at]), 16);

const oldest = (judged: readonly Judged[]): number => Math.min(...judged.map(({ letter }) => letter.since));

const byConversation = (judged: readonly Judged[]): PlannedConversation[] =>
  [...Map.groupBy(judged, ({ conversation }) => conversation)]
    .map(([conversation, letters]) => ({
      conversation,
      letters: letters.length,
      done: letters.filter(({ verdict }) => verdict === 'is done').length,
      since: oldest(letters),
    }))
    .toSorted((a, b) => a.since - b.since);

/**
 * Tells what a redrive would do, and changes nothing: not even the visibility of a letter, so it is in the way of no
 * redrive under way. What somebody holds at the moment is counted, not seen.
 * @throws StoreUnavailableError
 */
export const createPlanRedrive =
  ({ sources, log, clock }: { sources: LetterSources; log: Log; clock: () => number }) =>
  async (source: LetterSourceName, limits: Limits): Promise<Plan> => {
    const ask = { source, limits, at: clock() };
    const { count, peek } = sources[source];
    const counted = await count();
    const some = await peek();
    const judging = { name: source, limits, now: ask.at, log };
    const judged = await Promise.all(some.map((letter) => judge(judging, letter)));
    const number = (verdict: Judged['verdict']): number =>
      judged.filter((one) => one.verdict === verdict).length;
    return {
      ask: { ...ask, seal: sealOf(ask) },
      count: counted,
      seen: judged.length,
      since: judged.length === 0 ? undefined : oldest(judged),
      goBack: number('goes back'),
      done: number('is done'),
      tooOld: number('is too old'),
      unusable: number('is unusable'),
      untold: number('is untold'),
      conversations: byConversation(judged),
    };
  };

/**
 * Checks that a plan was made for what is asked, a moment ago.
 * @throws InvalidRequestError
 */
export const checkConfirmed = (ask: ConfirmedAsk, now: number): void => {
  const refuse = (message: string): never => {
    throw new InvalidRequestError([{ field: 'plan', message }]);
  };
  if (ask.seal !== sealOf(ask))
    refuse('does not belong to what is asked: look at the plan, and confirm that one');
  if (Math.abs(now - ask.at) > planLifetime)
    refuse('is older than ten minutes: look at a new one, and confirm that one');
};
