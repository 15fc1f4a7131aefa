import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { scalarTextSchema } from '#local/scalar-text.ts';
import type { Scope } from './scope.ts';

type Context = Scope & { readonly evaluate: (value: unknown) => unknown };
type Intrinsic = (argument: unknown, context: Context) => unknown;

const indexSchema = z.pipe(
  scalarTextSchema,
  z.transform((text) => Number(text)),
);
const referenceSchema = z.string();

const substitute = (
  template: string,
  variables: Readonly<Record<string, string>>,
  { ref, getAtt }: Scope,
): string =>
  template.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const given = variables[name];
    if (given !== undefined) return given;
    const [logicalId = '', ...attribute] = name.split('.');
    return attribute.length === 0
      ? scalarTextSchema.parse(ref(name))
      : getAtt(logicalId, attribute.join('.'));
  });

const substituteAll: Intrinsic = (argument, context) => {
  if (typeof argument === 'string') return substitute(argument, {}, context);
  const [template, given] = z.tuple([z.string(), z.unknown()]).parse(argument);
  const variables = z.record(z.string(), scalarTextSchema).parse(context.evaluate(given));
  return substitute(template, variables, context);
};

const getAttribute: Intrinsic = (argument, { getAtt }) => {
  const path = typeof argument === 'string' ? argument.split('.') : z.array(z.string()).parse(argument);
  const [logicalId = '', ...attribute] = path;
  return getAtt(logicalId, attribute.join('.'));
};

const join: Intrinsic = (argument, { evaluate }) => {
  const [separator, parts] = z.tuple([z.string(), z.array(scalarTextSchema)]).parse(evaluate(argument));
  return parts.join(separator);
};

const split: Intrinsic = (argument, { evaluate }) => {
  const [separator, text] = z.tuple([z.string(), scalarTextSchema]).parse(evaluate(argument));
  return text.split(separator);
};

const select: Intrinsic = (argument, { evaluate }) => {
  const [index, list] = z.tuple([indexSchema, z.array(z.unknown())]).parse(evaluate(argument));
  if (index in list) return list[index];
  throw new Error(`Fn::Select wants entry ${index} of a list of ${list.length}.`);
};

const choose: Intrinsic = (argument, { evaluate, condition }) => {
  const [name, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
  return evaluate(condition(name) ? yes : no);
};

const equals: Intrinsic = (argument, { evaluate }) => {
  const [left, right] = z.tuple([z.unknown(), z.unknown()]).parse(evaluate(argument));
  return isDeepStrictEqual(left, right);
};

const booleans = (argument: unknown, { evaluate }: Context): boolean[] =>
  z.array(z.boolean()).parse(evaluate(argument));

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (argument, { ref }) => ref(referenceSchema.parse(argument))],
  ['Condition', (argument, { condition }) => condition(referenceSchema.parse(argument))],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Sub', substituteAll],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::If', choose],
  ['Fn::Equals', equals],
  ['Fn::And', (argument, context) => booleans(argument, context).every(Boolean)],
  ['Fn::Or', (argument, context) => booleans(argument, context).some(Boolean)],
  ['Fn::Not', (argument, context) => !booleans(argument, context)[0]],
]);

/** Whether an object with this one entry is a function of CloudFormation, known here or not. */
export const isIntrinsic = ([key, argument]: [string, unknown]): boolean =>
  key === 'Ref' || key === 'Condition' ? typeof argument === 'string' : key.startsWith('Fn::');

/** @throws Error naming the function when it is not known here. */
export const applyIntrinsic = (name: string, argument: unknown, context: Context): unknown => {
  const intrinsic = intrinsics.get(name);
  if (intrinsic) return intrinsic(argument, context);
  throw new Error(`${name} cannot be carried out locally: add it to local/template/intrinsics.ts.`);
};
