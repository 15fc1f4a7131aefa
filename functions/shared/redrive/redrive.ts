import { type Chosen, choose } from './choose.ts';
import type { Limits } from './judge.ts';
import type { Letter, LetterSourceName } from './letter.ts';
import { giveBackAll, moveGroup } from './move.ts';
import type { RedriveDependencies, Run, Tally } from './run.ts';

export type Redriven = Tally & {
  /** It ended at its limits, not at the end of the letters. */
  mayBeMore: boolean;
};

const noteThem = async ({ audit, name }: Run, chosen: readonly Chosen[]): Promise<void> => {
  if (chosen.length === 0) return;
  const namesOf = (verdict: Chosen['verdict']): string => {
    const names = chosen.flatMap((one) => (one.verdict === verdict ? [one.letter.name] : []));
    return names.length === 0 ? 'none' : names.join(' ');
  };
  const what = `${name}: put back ${namesOf('goes back')}; done already ${namesOf('is done')}`;
  await audit.note({ action: 'redrive', what });
};

const redriveSome = async (run: Run, letters: readonly Letter[]): Promise<void> => {
  for (const letter of letters) if (letter.heldUntil !== undefined) run.held.add(letter);
  const chosen = await choose(run, letters);
  await noteThem(run, chosen);
  const groups = Map.groupBy(chosen, ({ letter }) => letter.group);
  await Promise.all([...groups.values()].map((group) => moveGroup(run, group)));
};

const nothing: Tally = { putBack: 0, done: 0, tooOld: 0, unusable: 0, failed: 0, behind: 0 };

/**
 * Puts letters back to where they came from, those of one group in their order: at least once, as each is put back
 * before it is removed. Where one stays, those behind it in its group stay too; other groups go on. Several redrives at
 * once keep the order: a queue gives the letters of a group to one of them, and what two take from the bucket each of
 * them puts back in order. No letter is begun after `until` (epoch milliseconds). What is done is noted before.
 * @throws StoreUnavailableError where the letters, or the audit, do not answer.
 */
export const createRedrive =
  (deps: RedriveDependencies) =>
  async (name: LetterSourceName, limits: Limits, until: number): Promise<Redriven> => {
    const { sources, clock } = deps;
    const fresh = { tally: { ...nothing }, stopped: new Set<string>(), held: new Set<Letter>() };
    const run: Run = { ...deps, ...fresh, name, limits, until, left: limits.count };
    const isOver = (): boolean => run.left === 0 || clock() >= until;
    try {
      for await (const letters of sources[name].take()) {
        await redriveSome(run, letters);
        if (isOver()) break;
      }
    } finally {
      await giveBackAll(run);
    }
    return { ...run.tally, mayBeMore: isOver() };
  };
