import * as z from 'zod/mini';
import { createScope } from './create-scope.ts';
import { evaluate } from './evaluate.ts';
import type { Addresses, PhysicalResource } from './physical-resource.ts';
import { parseTemplate } from './template-schema.ts';

/** A resource under the name it has once it exists, with its properties evaluated and checked. */
export type Resource<Properties> = PhysicalResource & {
  readonly logicalId: string;
  readonly name: string;
  readonly properties: Properties;
};

/**
 * Lists the resources of a type, all or those that are `wanted` by their logical ids. Only the properties that the
 * schema names are evaluated.
 */
export type ListResources = <Schema extends z.ZodMiniObject>(
  type: string,
  schema: Schema,
  wanted?: (logicalId: string) => boolean,
) => Resource<z.output<Schema>>[];

type Stack = { readonly stackName: string; readonly template: unknown; readonly addresses: Addresses };

const reason = (cause: unknown): string => {
  if (cause instanceof z.core.$ZodError) return z.prettifyError(cause);
  return cause instanceof Error ? cause.message : String(cause);
};

/** @throws Error naming the resource where its properties are not what the schema says. */
export const resourcesOf = (stack: Stack): ListResources => {
  const template = parseTemplate(stack.template);
  const scope = createScope({ ...stack, template });
  const parse = <Schema extends z.ZodMiniObject>(
    schema: Schema,
    properties: Readonly<Record<string, unknown>>,
  ): z.output<Schema> => {
    const wanted = Object.entries(properties).filter(([key]) => key in schema.shape);
    return schema.parse(evaluate(Object.fromEntries(wanted), scope));
  };
  return (type, schema, wanted = () => true) =>
    Object.entries(template.Resources)
      .filter(([id, { Type, Condition }]) => {
        return Type === type && (!Condition || scope.condition(Condition)) && wanted(id);
      })
      .map(([logicalId, { Properties }]) => {
        try {
          return { logicalId, ...scope.physical(logicalId), properties: parse(schema, Properties) };
        } catch (cause) {
          throw new Error(`${logicalId} (${type}) of the template cannot be run locally: ${reason(cause)}`, {
            cause,
          });
        }
      });
};
