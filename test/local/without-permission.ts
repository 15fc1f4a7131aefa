import * as z from 'zod/mini';
import type { Assembly } from '#local/template/assembly.ts';

const templateSchema = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

/**
 * An assembly in whose template the policy of one function (`Ingest`) lacks an action.
 * @throws Error where it was never allowed.
 */
export const withoutPermission = (assembly: Assembly, name: string, action: string): Assembly => {
  const template = templateSchema.parse(assembly.template);
  const entries = Object.entries(template.Resources).map(([id, resource]): [string, unknown] => {
    const text = JSON.stringify(resource);
    const isPolicy = id.startsWith(`${name}RoleDefaultPolicy`) && text.includes(`"${action}"`);
    return [id, isPolicy ? JSON.parse(text.replaceAll(`"${action}"`, '"none:None"')) : resource];
  });
  if (JSON.stringify(entries) === JSON.stringify(Object.entries(template.Resources)))
    throw new Error(`The policy of ${name} does not allow ${action} at all.`);
  return { ...assembly, template: { ...template, Resources: Object.fromEntries(entries) } };
};
