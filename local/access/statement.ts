import * as z from 'zod/mini';

const pattern = z
  .string()
  .check(z.refine((text) => !text.includes('${'), 'policy variables are not carried out locally'));

const oneOrMore = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.union([schema, z.array(schema)]),
    z.transform((given) => [given].flat()),
  );

/** What is not known here might decide, and must not be passed over. */
const nothingElse = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} is not carried out locally` : undefined,
};

const conditionSchema = z.strictObject(
  {
    StringLike: z.optional(z.strictObject({ 's3:prefix': z.optional(oneOrMore(pattern)) }, nothingElse)),
  },
  nothingElse,
);

const statementSchema = z.strictObject(
  {
    Sid: z.optional(z.string()),
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMore(pattern),
    Resource: oneOrMore(pattern),
    Condition: z._default(conditionSchema, {}),
  },
  nothingElse,
);

/** What a policy document of a role may say to be enforced here. */
export const policySchema = z.object({ Statement: oneOrMore(statementSchema) });

/** One statement of a policy, with lists in place of single values. */
export type Statement = z.output<typeof statementSchema>;
