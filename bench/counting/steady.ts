import { isDeepStrictEqual } from 'node:util';

const alike = 3;
const most = 30;

/**
 * What a repetition comes to once it comes to the same three times in a row: the first ones start processes, which read
 * their secrets then. Outcomes that are not usual, as another task keeps the machine busy, begin the row anew.
 * @throws Error when it never does.
 */
export const steady = async <Outcome>(
  repeat: () => Promise<Outcome>,
  isUsual: (outcome: Outcome) => boolean = () => true,
): Promise<Outcome> => {
  const outcomes: Outcome[] = [];
  while (outcomes.length < most) {
    const outcome = await repeat();
    outcomes.push(outcome);
    const last = outcomes.slice(-alike);
    const isAlike = last.length === alike && last.every((other) => isDeepStrictEqual(other, outcome));
    if (isAlike && isUsual(outcome)) return outcome;
  }
  throw new Error(`${most} repetitions went on differing: ${JSON.stringify(outcomes.slice(-alike))}`);
};
