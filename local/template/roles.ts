import * as z from 'zod/mini';
import type { Role, Roles } from '#local/access/role.ts';
import { policySchema, type Statement } from '#local/access/statement.ts';
import type { ListResources } from './resources.ts';

const functionSchema = z.object({ Role: z.string() });

const elsewhere = 'says what is allowed in a place that is not read locally: write out the statements';

const roleSchema = z.object({
  Policies: z._default(z.array(z.object({ PolicyDocument: policySchema })), []),
  ManagedPolicyArns: z.optional(z.never(elsewhere)),
  PermissionsBoundary: z.optional(z.never(elsewhere)),
});

const attachedSchema = z.object({ Roles: z._default(z.array(z.string()), []) });
const documentSchema = z.object({ Roles: z.array(z.string()), PolicyDocument: policySchema });

/** The policies of a type that are attached to these roles; of others the statements need not even be known here. */
const listPolicies = (list: ListResources, type: string, names: ReadonlySet<string>) => {
  const attached = new Set(
    list(type, attachedSchema)
      .filter(({ properties }) => properties.Roles.some((name) => names.has(name)))
      .map(({ logicalId }) => logicalId),
  );
  return list(type, documentSchema, (id) => attached.has(id)).map(({ properties }) => properties);
};

/**
 * What each function's role allows, by the function's name.
 * @throws Error naming the resource where a policy says something that is not carried out locally.
 */
export const listRoles = (list: ListResources): Roles => {
  const functions = list('AWS::Lambda::Function', functionSchema);
  const arns = new Set(functions.map(({ properties }) => properties.Role));
  const used = list('AWS::IAM::Role', z.object({})).filter(({ attributes }) =>
    arns.has(attributes.Arn ?? ''),
  );
  const ids = new Set(used.map(({ logicalId }) => logicalId));
  const names = new Set(used.map(({ name }) => name));
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    listPolicies(list, type, names),
  );

  const attachedTo = (role: string): Statement[] =>
    policies
      .filter(({ Roles }) => Roles.includes(role))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const roles = new Map(
    list('AWS::IAM::Role', roleSchema, (id) => ids.has(id)).map(
      ({ name, attributes, properties }): [string, Role] => {
        const inline = properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
        return [attributes.Arn ?? '', { name, statements: [...inline, ...attachedTo(name)] }];
      },
    ),
  );

  return new Map(
    functions.map(({ logicalId, name, properties }): [string, Role] => {
      const role = roles.get(properties.Role);
      if (role) return [name, role];
      throw new Error(`The role of ${logicalId} is not in the template, so nobody knows what it allows.`);
    }),
  );
};
