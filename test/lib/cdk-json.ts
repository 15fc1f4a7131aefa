import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const cdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()) });

/** The project's root folder. */
export const root = join(import.meta.dirname, '../..');

/** The context that the CLI reads from cdk.json and gives to the app. */
export const { context } = cdkJsonSchema.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));
