import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** One documented payload and exactly what its source makes of it, as JSON. */
export type Fixture = { file: string; title: string; body: string; expected: unknown };

const fixtureSchema = z.object({
  title: z.string(),
  payload: z.optional(z.unknown()),
  /** Where the very characters matter. */
  body: z.optional(z.string()),
  expected: z.unknown(),
});

/** Every fixture of a source. */
export const readFixtures = (source: string): Fixture[] => {
  const folder = join(import.meta.dirname, '../fixtures', source);
  return readdirSync(folder).map((file) => {
    const { title, payload, body, expected } = z.parse(
      fixtureSchema,
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    );
    return { file, title, body: body ?? JSON.stringify(payload), expected };
  });
};
