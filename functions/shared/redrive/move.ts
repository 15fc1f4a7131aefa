import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import type { Chosen } from './choose.ts';
import type { Letter } from './letter.ts';
import { type Run, type Stay, stay } from './run.ts';

/** What moving one letter may take: milliseconds. A hold that ends sooner is not relied on. */
const longestMove = 15_000;

const hasTime = ({ clock, until }: Run, { heldUntil = Infinity }: Letter): boolean =>
  clock() < until && clock() + longestMove < heldUntil;

/** Puts it back first and removes it then, so that it is never nowhere. `undefined`: it has left its place. */
const move = async (run: Run, { letter, verdict }: Chosen): Promise<Stay | undefined> => {
  if (!hasTime(run, letter)) return 'behind';
  try {
    if (verdict === 'goes back') await letter.back?.put();
    await letter.remove();
  } catch (error) {
    const fields = { source: run.name, ...letter.ids };
    run.log.error('A dead letter could not be moved.', fields, error);
    // What its queue never takes can keep nobody waiting.
    return error instanceof BrokenRecordError ? 'unusable' : 'failed';
  }
  run.held.delete(letter);
  run.tally[verdict === 'goes back' ? 'putBack' : 'done'] += 1;
  return undefined;
};

/** Moves letters of one group one after the other. The first that stays keeps those behind it. */
export const moveGroup = async (run: Run, letters: readonly Chosen[]): Promise<void> => {
  for (const [index, chosen] of letters.entries()) {
    const why = await move(run, chosen);
    if (why !== undefined) stay(run, chosen.letter, why);
    if (why === undefined || why === 'unusable') continue;
    for (const { letter } of letters.slice(index + 1)) stay(run, letter, 'behind');
    return;
  }
};

const giveBack = async ({ log, name }: Run, letter: Letter): Promise<void> => {
  try {
    await letter.giveBack();
  } catch (error) {
    const fields = { source: name, ...letter.ids };
    log.error('A dead letter could not be given back; it can be taken again in two minutes.', fields, error);
  }
};

/** Lets go of everything that stays: the last of a group first, so that the first of it is never passed. */
export const giveBackAll = async (run: Run): Promise<void> => {
  const groups = Map.groupBy([...run.held].toReversed(), ({ group }) => group);
  const giveBackGroup = async (letters: readonly Letter[]): Promise<void> => {
    for (const letter of letters) await giveBack(run, letter);
  };
  await Promise.all([...groups.values()].map(giveBackGroup));
};
