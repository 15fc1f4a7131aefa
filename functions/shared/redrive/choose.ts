import { type Judged, judge } from './judge.ts';
import type { Letter } from './letter.ts';
import { type Run, stay } from './run.ts';

/** A letter that may leave its place. */
export type Chosen = Judged & { verdict: 'goes back' | 'is done' };

const isChosen = (judged: Judged): judged is Chosen =>
  judged.verdict === 'goes back' || judged.verdict === 'is done';

/** Those of these letters that may leave their place, in their order; the others are counted as staying. */
export const choose = async (run: Run, letters: readonly Letter[]): Promise<Chosen[]> => {
  const chosen: Chosen[] = [];
  const judging = { ...run, now: run.clock() };
  for (const judged of await Promise.all(letters.map((letter) => judge(judging, letter)))) {
    const { letter, verdict } = judged;
    if (verdict === 'is unusable') stay(run, letter, 'unusable');
    else if (run.stopped.has(letter.group)) stay(run, letter, 'behind');
    else if (verdict === 'is untold') stay(run, letter, 'failed');
    else if (!isChosen(judged)) stay(run, letter, 'tooOld');
    else if (run.left === 0) stay(run, letter, 'behind');
    else {
      run.left -= 1;
      chosen.push(judged);
    }
  }
  return chosen;
};
