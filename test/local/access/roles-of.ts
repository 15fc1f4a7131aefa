import type { Roles } from '#local/access/role.ts';
import { policySchema } from '#local/access/statement.ts';

/** An action, the resource, and a pattern for the prefix where there is a condition. */
type Allowed = readonly [action: string, resource: string, prefix?: string];

/** Roles that allow the function `worker` this much. */
export const rolesOf = (...allowed: readonly Allowed[]): Roles => {
  const Statement = allowed.map(([Action, Resource, prefix]) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(prefix !== undefined && { Condition: { StringLike: { 's3:prefix': prefix } } }),
  }));
  return new Map([
    ['worker', { name: 'worker-role', statements: policySchema.parse({ Statement }).Statement }],
  ]);
};
