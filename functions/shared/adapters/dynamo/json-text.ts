import * as z from 'zod/mini';
import { jsonIn } from '#functions/shared/domain/json.ts';

/** An attribute that holds JSON as text, for what DynamoDB's own types cannot say: half characters, any number. */
export const jsonText = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.pipe(z.string(), z.transform(jsonIn)), schema);
