import * as z from 'zod/mini';
import { sourceNames } from '#functions/shared/redrive/letter.ts';

/** Letters that one act moves at most: more would not be done in the time that it has. */
const most = 500;
const usual = 100;

/** As long as a queue keeps dead letters. */
const usualDays = 14;
const mostDays = 365;

export const day = 86_400_000;

const wholeNumber = (largest: number) => {
  const rule = `must be a whole number from 1 to ${largest}`;
  // A form hands over text, a button what it was made with.
  const digits = z.pipe(z.string().check(z.regex(/^\d{1,6}$/, rule)), z.transform(Number));
  return z.pipe(
    z.union([z.number(), digits], rule),
    z.int(rule).check(z.minimum(1, rule), z.maximum(largest, rule)),
  );
};

/** Where letters lie. */
export const sourceParam = z.enum(sourceNames, `must be one of ${sourceNames.join(', ')}`);

/** What a redrive keeps within, as it is written: letters, and days. */
export const limitParams = {
  count: z._default(z.optional(wholeNumber(most)), usual),
  days: z._default(z.optional(wholeNumber(mostDays)), usualDays),
};
