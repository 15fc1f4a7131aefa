import * as z from 'zod/mini';

/** A variable that must be set to something. */
export const required = z.string().check(z.minLength(1));

/** A variable that holds a positive whole number. */
export const positiveInteger = z.pipe(
  z.pipe(z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'must be a positive whole number')), z.transform(Number)),
  z.number(),
);

const aboveZero = 'must be a number above 0';

/** `RELAY_TIME_SCALE`, which divides waiting times: a positive number. It is set on a developer's machine only. */
export const timeScale = z._default(
  z.pipe(z.pipe(z.string(), z.transform(Number)), z.number(aboveZero).check(z.gt(0, aboveZero))),
  1,
);

/**
 * Reads a function's environment through its schema.
 * @throws Error naming every variable that is missing or malformed, never its value.
 */
export const readEnvironment = <Schema extends z.ZodMiniType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> => {
  const result = z.safeParse(schema, environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`Environment variables are missing or malformed: ${problems.join('; ')}`);
};
