import * as z from 'zod/mini';

/** A text, and what AWS takes in the place of one: a number or a boolean, written out. */
export const scalarTextSchema = z.pipe(
  z.union([z.string(), z.number(), z.boolean()]),
  z.transform((value) => String(value)),
);
