import * as z from 'zod/mini';

const objectSchema = z.record(z.string(), z.unknown());

/** Rebuilds a JSON value from its leaves up: what `change` makes of each part stands in its place. */
export const rewriteJson = (value: unknown, change: (part: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return change(value.map((part) => rewriteJson(part, change)));
  const { data } = z.safeParse(objectSchema, value);
  if (data === undefined) return change(value);
  return change(
    Object.fromEntries(Object.entries(data).map(([key, part]) => [key, rewriteJson(part, change)])),
  );
};
