import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { render } from './render.ts';

const functionSchema = z.object({
  Properties: z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }),
});

/** The environment of the function with this construct id, tokens rendered as text. */
export const environmentOf = (template: Template, id: string): Record<string, string> => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  const resource = functions.find(([logicalId]) => logicalId.startsWith(`${id}Function`))?.[1];
  const { Variables } = functionSchema.parse(resource).Properties.Environment;
  return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, render(value)]));
};
