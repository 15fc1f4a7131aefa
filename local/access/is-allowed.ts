import { matchesPattern } from './matches-pattern.ts';
import type { Permission } from './permission.ts';
import type { Statement } from './statement.ts';

type Context = NonNullable<Permission['context']>;

/** A key that the call does not have fulfils no condition, as at AWS. */
const isFulfilled = ({ StringLike = {} }: Statement['Condition'], context: Context): boolean =>
  Object.entries(StringLike).every(([key, patterns = []]) => {
    const value = context[key];
    return value !== undefined && patterns.some((pattern) => matchesPattern(pattern, value));
  });

const appliesTo = (
  { Action, Resource, Condition }: Statement,
  { action, resource, context = {} }: Permission,
): boolean =>
  // Actions are the same in any case, resources are not.
  Action.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase())) &&
  Resource.some((pattern) => matchesPattern(pattern, resource)) &&
  isFulfilled(Condition, context);

/** Whether these statements allow it: at least one does, and none denies it. */
export const isAllowed = (statements: readonly Statement[], permission: Permission): boolean => {
  const effects = statements
    .filter((statement) => appliesTo(statement, permission))
    .map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
};
