import * as z from 'zod/mini';
import { rewriteJson } from './rewrite-json.ts';
import { idsOfTypes, type Template } from './template.ts';

const referenceSchema = z.union([
  z.pipe(
    z.strictObject({ Ref: z.string() }),
    z.transform(({ Ref }) => Ref),
  ),
  z.pipe(
    z.strictObject({ 'Fn::GetAtt': z.tuple([z.string()], z.unknown()) }),
    z.transform(({ 'Fn::GetAtt': [id] }) => id),
  ),
]);

/** Logical ids that a part of a template refers to. */
const referencesIn = (value: unknown): Set<string> => {
  const found = new Set<string>();
  rewriteJson(value, (part) => {
    const { data } = z.safeParse(referenceSchema, part);
    if (data !== undefined) found.add(data);
    return part;
  });
  return found;
};

const withoutEntries = <Value>(
  entries: Record<string, Value>,
  isOut: (id: string, value: Value) => boolean,
) => Object.fromEntries(Object.entries(entries).filter(([id, value]) => !isOut(id, value)));

/**
 * A template without the resources of these types, and without the outputs that tell of them.
 * @throws Error when one that stays refers to one that goes.
 */
export const withoutTypes = (template: Template, types: readonly string[]): Template => {
  const gone = idsOfTypes(template, types);
  const Resources = withoutEntries(template.Resources, (id) => gone.has(id));
  for (const [id, { Properties }] of Object.entries(Resources)) {
    const needed = [...referencesIn(Properties)].find((other) => gone.has(other));
    if (needed !== undefined) throw new Error(`${id} refers to ${needed}, which the endpoint does not know.`);
  }
  return {
    ...template,
    Resources: Object.fromEntries(
      Object.entries(Resources).map(([id, { DependsOn = [], ...resource }]) => [
        id,
        { ...resource, DependsOn: [DependsOn].flat().filter((other) => !gone.has(other)) },
      ]),
    ),
    Outputs: withoutEntries(template.Outputs ?? {}, (_, output) =>
      [...referencesIn(output)].some((id) => gone.has(id)),
    ),
  };
};
