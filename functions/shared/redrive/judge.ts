import type { Letter } from './letter.ts';

/** What a redrive keeps within. */
export type Limits = {
  /** Letters that leave their place at most. */
  count: number;
  /** What came to us longer ago stays, and what stands behind it: milliseconds. */
  maxAgeMs: number;
};

/** What is to become of a letter by itself, whatever stands before it. */
export type Verdict =
  /** It goes back to where it came from. */
  | 'goes back'
  /** Nothing is left to do about it: it is only removed. */
  | 'is done'
  | 'is too old'
  /** It is nothing that could be put back. It holds up nobody, as nobody knows whom. */
  | 'is unusable';

export type Judged = { letter: Letter; verdict: Verdict; conversation?: string | undefined };

/** @throws StoreUnavailableError where it cannot be told now. */
export const judge = async (
  letter: Letter,
  { maxAgeMs, now }: Pick<Limits, 'maxAgeMs'> & { now: number },
): Promise<Judged> => {
  if (letter.back === undefined) return { letter, verdict: 'is unusable' };
  const { conversation, isDone } = await letter.back.examine();
  const isTooOld = now - letter.since > maxAgeMs;
  const verdict = isTooOld ? 'is too old' : isDone ? 'is done' : 'goes back';
  return { letter, verdict, conversation };
};
