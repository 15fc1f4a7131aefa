import { type Judged, judge } from './judge.ts';
import type { Letter } from './letter.ts';
import { type Run, type Stay, stay } from './run.ts';

/** A letter that may leave its place. */
export type Chosen = Judged & { verdict: 'goes back' | 'is done' };

/** One that cannot be judged now stays. */
const judgeOrStay = async (run: Run, letter: Letter): Promise<Judged | { letter: Letter; stays: Stay }> => {
  try {
    return await judge(letter, { maxAgeMs: run.limits.maxAgeMs, now: run.clock() });
  } catch (error) {
    const fields = { source: run.name, ...letter.ids };
    run.log.error('Whether a dead letter is still needed could not be told; it stays.', fields, error);
    return { letter, stays: 'failed' };
  }
};

const isChosen = (judged: Judged): judged is Chosen =>
  judged.verdict === 'goes back' || judged.verdict === 'is done';

/** Those of these letters that may leave their place, in their order; the others are counted as staying. */
export const choose = async (run: Run, letters: readonly Letter[]): Promise<Chosen[]> => {
  const chosen: Chosen[] = [];
  for (const judged of await Promise.all(letters.map((letter) => judgeOrStay(run, letter)))) {
    const { letter } = judged;
    if ('verdict' in judged && judged.verdict === 'is unusable') stay(run, letter, 'unusable');
    else if (run.stopped.has(letter.group)) stay(run, letter, 'behind');
    else if ('stays' in judged) stay(run, letter, judged.stays);
    else if (!isChosen(judged)) stay(run, letter, 'tooOld');
    else if (run.left === 0) stay(run, letter, 'behind');
    else {
      run.left -= 1;
      chosen.push(judged);
    }
  }
  return chosen;
};
