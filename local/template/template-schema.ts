import * as z from 'zod/mini';

/** The parts of a CloudFormation template that decide what a resource is. Values are not resolved yet. */
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.optional(z.string()),
      Properties: z._default(z.record(z.string(), z.unknown()), {}),
    }),
  ),
  Conditions: z._default(z.record(z.string(), z.unknown()), {}),
  Parameters: z._default(z.record(z.string(), z.object({ Default: z.optional(z.unknown()) })), {}),
});

export type Template = z.output<typeof templateSchema>;

export const parseTemplate = (template: unknown): Template => templateSchema.parse(template);
