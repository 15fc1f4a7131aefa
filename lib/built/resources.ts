import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as z from 'zod/mini';

/** A resource as the template will have it, whoever added or changed it. */
export type BuiltResource = {
  /** Where it stands in the tree of constructs, for messages. */
  readonly path: string;
  readonly construct: IConstruct;
  readonly type: string;
  /** Unique in its stack. */
  readonly logicalId: string;
  readonly properties: unknown;
};

/** What stands below a construct, and everything else in its stack that it may refer to. */
export type Built = { readonly own: readonly BuiltResource[]; readonly stack: readonly BuiltResource[] };

type Rendered = CfnResource & { readonly _toCloudFormation: () => unknown };

const renderedSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z._default(z.unknown(), {}) })),
});

// The CDK has no published way to read a resource with its overrides before it is in a file. A resource that cannot be
// read must not pass for one that breaks no rule.
const isRendered = (resource: CfnResource): resource is Rendered => {
  if ('_toCloudFormation' in resource && typeof resource._toCloudFormation === 'function') return true;
  throw new Error(
    'This version of aws-cdk-lib does not show its resources: use the one that package.json names.',
  );
};

const render = (construct: IConstruct): BuiltResource[] => {
  if (!CfnResource.isCfnResource(construct) || !isRendered(construct)) return [];
  const { Resources } = renderedSchema.parse(Stack.of(construct).resolve(construct._toCloudFormation()));
  return Object.entries(Resources).map(([logicalId, { Type: type, Properties: properties }]) => ({
    path: construct.node.path,
    construct,
    type,
    logicalId,
    properties,
  }));
};

/** Reads what is built in a construct and in its stack; references are left as the template writes them. */
export const readBuilt = (construct: IConstruct): Built => {
  const stack = Stack.of(construct)
    .node.findAll()
    .filter((found) => Stack.of(found) === Stack.of(construct))
    .flatMap(render);
  const own = new Set(construct.node.findAll());
  return { stack, own: stack.filter((resource) => own.has(resource.construct)) };
};

/** The resources of a type, with the properties that the schema names. */
export const ofType = <Schema extends z.ZodMiniType>(
  resources: readonly BuiltResource[],
  type: string,
  schema: Schema,
): (BuiltResource & { readonly properties: z.output<Schema> })[] =>
  resources
    .filter((resource) => resource.type === type)
    .map((resource) => ({ ...resource, properties: schema.parse(resource.properties) }));
