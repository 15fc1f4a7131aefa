import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { render } from './render.ts';

const listed = z.pipe(
  z.unknown(),
  z.transform((value): unknown[] => (Array.isArray(value) ? value : [value])),
);
const conditionSchema = z.strictObject({ StringLike: z.strictObject({ 's3:prefix': z.string() }) });
const statementSchema = z.strictObject({
  Effect: z.literal('Allow'),
  Action: listed,
  Resource: listed,
  Condition: z.optional(conditionSchema),
});
const policySchema = z.object({
  Properties: z.object({
    PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
    Roles: z.array(z.unknown()),
  }),
});

const limitOf = ({ Condition }: z.infer<typeof statementSchema>): string =>
  Condition === undefined ? '' : ` where s3:prefix is ${Condition.StringLike['s3:prefix']}`;

/** Everything the role of a function may do, as `<action> on <resource>`, sorted. */
export const permissions = (template: Template, role: string): string[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .map((resource) => policySchema.parse(resource).Properties)
    .filter(({ Roles }) => Roles.some((name) => render(name) === `<${role}>`))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap((statement) =>
      statement.Action.flatMap((action) =>
        statement.Resource.map((resource) => `${render(action)} on ${render(resource)}${limitOf(statement)}`),
      ),
    )
    .toSorted();
