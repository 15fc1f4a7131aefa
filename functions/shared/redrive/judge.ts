import type { Log } from '#functions/shared/domain/observe.ts';
import type { Finding, Letter, LetterSourceName } from './letter.ts';

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
  /** It is nothing that could be put back, or would fail there again. It holds up nobody. */
  | 'is unusable'
  /** Whether it is still needed cannot be found out now. It stays, and what stands behind it. */
  | 'is untold';

export type Judged = { letter: Letter; verdict: Verdict; conversation?: string | undefined };

/** What letters are judged for. */
export type Judging = { name: LetterSourceName; limits: Pick<Limits, 'maxAgeMs'>; now: number; log: Log };

const verdictOf = ({ isDone, isReadable = true }: Finding, isTooOld: boolean): Verdict => {
  if (isTooOld) return 'is too old';
  if (isDone) return 'is done';
  return isReadable ? 'goes back' : 'is unusable';
};

/** Judges a letter. What keeps it from being judged, a defect of ours among them, is logged and holds up its own group only. */
export const judge = async ({ name, limits, now, log }: Judging, letter: Letter): Promise<Judged> => {
  if (letter.back === undefined) return { letter, verdict: 'is unusable' };
  try {
    const finding = await letter.back.examine();
    const verdict = verdictOf(finding, now - letter.since > limits.maxAgeMs);
    return { letter, verdict, conversation: finding.conversation };
  } catch (error) {
    const fields = { source: name, ...letter.ids };
    log.error('Whether a dead letter is still needed could not be told; it stays.', fields, error);
    return { letter, verdict: 'is untold' };
  }
};
