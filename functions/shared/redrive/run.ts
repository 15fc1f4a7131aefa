import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import type { Limits } from './judge.ts';
import type { Letter, LetterSourceName, LetterSources } from './letter.ts';

export type RedriveDependencies = {
  sources: LetterSources;
  audit: Pick<Audit, 'note'>;
  log: Log;
  clock: () => number;
};

/** What became of letters, by number. */
export type Tally = {
  putBack: number;
  /** Removed, as nothing was left to do about them. */
  done: number;
  /** These stay where they were: */
  tooOld: number;
  unusable: number;
  /** Something did not answer. It may have gone back already: then it comes twice, and is stored once. */
  failed: number;
  /** Behind one of their group that stays, or there was no more count or time for them. */
  behind: number;
};

/** Why a letter stays. */
export type Stay = Exclude<keyof Tally, 'putBack' | 'done'>;

/** One redrive under way. */
export type Run = RedriveDependencies & {
  name: LetterSourceName;
  limits: Limits;
  /** When it begins nothing any more: epoch milliseconds. */
  until: number;
  tally: Tally;
  /** How many letters may still leave their place. */
  left: number;
  /** Groups of which a letter stays. */
  stopped: Set<string>;
  /** Letters that nobody else can take at the moment, in the order of taking. */
  held: Set<Letter>;
};

/** Counts a letter that stays; those of its group that come later stay too, unless it could never have gone. */
export const stay = (run: Run, { group }: Letter, why: Stay): void => {
  run.tally[why] += 1;
  if (why !== 'unusable') run.stopped.add(group);
};
