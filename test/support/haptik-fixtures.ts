import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const folder = new URL('../fixtures/haptik/', import.meta.url);

/** A fixture gives the `body` as text where its digits or its length matter, else its `payload`. */
const fixtureSchema = z.object({
  title: z.string(),
  payload: z.optional(z.unknown()),
  body: z.optional(z.string()),
  expected: z.unknown(),
});

/** Every documented shape of a Haptik delivery, with the reading of it as JSON: what is undefined is left out. */
export const haptikFixtures = readdirSync(folder).map((file) => {
  const { title, payload, body, expected } = z.parse(
    fixtureSchema,
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  );
  return { file, title, body: body ?? JSON.stringify(payload), expected };
});
