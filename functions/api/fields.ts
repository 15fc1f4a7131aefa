import * as z from 'zod/mini';

const isWellFormed = z.refine<string>((text) => text.isWellFormed(), 'holds half of a character');

const isWithin =
  (least: number, most: number) =>
  (text: string): boolean => {
    // A character takes at most two code units, so a long text need not be counted.
    if (text.length < least || text.length > 2 * most) return false;
    const { length } = Array.from(text);
    return length >= least && length <= most;
  };

/** The longest message that is taken, in characters (code points). The platform documents no limit. */
const longestText = 4000;

const textRule = (least: number): string => `must be text of ${least} to ${longestText} characters`;

/** What a user is shown, of 0 to 4,000 characters. */
export const anyText = z
  .string(textRule(0))
  .check(isWellFormed, z.refine(isWithin(0, longestText), textRule(0)));

/** What a user is shown, of 1 to 4,000 characters and not only white space. */
export const someText = z.string(textRule(1)).check(
  isWellFormed,
  z.refine(isWithin(1, longestText), textRule(1)),
  z.refine((text) => !/^\s+$/.test(text), 'is only white space'),
);

/** One line of 1 to so many characters, without control characters. */
export const line = (most: number) => {
  const rule = `must be one line of 1 to ${most} characters`;
  return z.string(rule).check(
    isWellFormed,
    z.refine((text) => isWithin(1, most)(text) && !/^\s+$|[\p{Cc}\u2028\u2029]/u.test(text), rule),
  );
};

/** A whole number between two bounds, as JSON writes it. */
export const integer = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const rule = `must be a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`;
  return z.int(rule).check(z.minimum(least, rule), z.maximum(most, rule));
};
