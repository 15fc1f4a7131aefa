import * as z from 'zod/mini';

const propertiesSchema = z.record(z.string(), z.unknown());
const resourceSchema = z.looseObject({
  Type: z.string(),
  DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
  Properties: z.optional(propertiesSchema),
});

/** A CloudFormation template, as far as it is adapted. */
export const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.optional(z.record(z.string(), z.unknown())),
});

export type Template = z.infer<typeof templateSchema>;
type Properties = z.infer<typeof propertiesSchema>;

/** Logical ids of the resources of these types. */
export const idsOfTypes = ({ Resources }: Template, types: readonly string[]): Set<string> =>
  new Set(
    Object.entries(Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([id]) => id),
  );

/** A template with other properties of each resource of a type. */
export const withProperties = (
  template: Template,
  type: string,
  change: (properties: Properties) => Properties,
): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => {
      const { Type, Properties } = resource;
      return [id, Type === type ? { ...resource, Properties: change(Properties ?? {}) } : resource];
    }),
  ),
});
