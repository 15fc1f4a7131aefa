import { applyIntrinsic, isIntrinsic } from './intrinsics.ts';
import { noValue, type Scope } from './scope.ts';

const evaluateEntries = (value: object, scope: Scope): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .map(([key, entry]): [string, unknown] => [key, evaluate(entry, scope)])
      .filter(([, entry]) => entry !== noValue),
  );

/**
 * A value of the template with its intrinsic functions carried out.
 * @throws Error naming a function or a reference that the local runner does not know.
 */
export const evaluate = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value))
    return value.map((entry) => evaluate(entry, scope)).filter((entry) => entry !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0 || !isIntrinsic(only)) return evaluateEntries(value, scope);
  const [name, argument] = only;
  return applyIntrinsic(name, argument, { ...scope, evaluate: (inner) => evaluate(inner, scope) });
};
