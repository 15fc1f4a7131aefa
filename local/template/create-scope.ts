import { accountId, region } from '#local/emulators/client-settings.ts';
import { evaluate } from './evaluate.ts';
import { namingProperties, physicalName } from './physical-name.ts';
import { type Addresses, type PhysicalResource, physicalResource } from './physical-resource.ts';
import { noValue, type Scope } from './scope.ts';
import type { Template } from './template-schema.ts';

type Stack = { readonly stackName: string; readonly template: Template; readonly addresses: Addresses };

/** A scope that also names resources. */
export type StackScope = Scope & {
  readonly physical: (logicalId: string) => PhysicalResource & { readonly name: string };
};

const pseudoParameters = (stackName: string): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([
    ['AWS::AccountId', accountId],
    ['AWS::Region', region],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', stackName],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`],
    ['AWS::NotificationARNs', []],
    ['AWS::NoValue', noValue],
  ]);

const createPhysical =
  ({ stackName, template, addresses }: Stack, scope: Scope): StackScope['physical'] =>
  (logicalId) => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new Error(`The template refers to ${logicalId} and does not define it.`);
    const { Type: type, Properties } = resource;
    const naming = Object.entries(Properties).filter(([key]) => namingProperties(type).includes(key));
    const properties = Object.fromEntries(naming.map(([key, value]) => [key, evaluate(value, scope)]));
    const name = physicalName({ stackName, logicalId, type, properties });
    const physical = physicalResource(type, { name, addresses, properties });
    if (physical) return { ...physical, name };
    throw new Error(
      `${logicalId} is an ${type}, which has no local counterpart: add it to local/template/physical-resource.ts.`,
    );
  };

/** Looks things up in the stack's template, as CloudFormation would once everything exists. */
export const createScope = (stack: Stack): StackScope => {
  const { template } = stack;
  const pseudo = pseudoParameters(stack.stackName);
  const scope: StackScope = {
    ref: (name) => {
      if (pseudo.has(name)) return pseudo.get(name);
      const parameter = template.Parameters[name];
      if (!parameter) return scope.physical(name).ref;
      if (parameter.Default !== undefined) return parameter.Default;
      throw new Error(`The parameter ${name} has no default, and locally nobody gives it a value.`);
    },
    getAtt: (logicalId, attribute) => {
      const value = scope.physical(logicalId).attributes[attribute];
      if (value !== undefined) return value;
      throw new Error(
        `${logicalId} has no attribute ${attribute} locally: add it to local/template/physical-resource.ts.`,
      );
    },
    condition: (name) => {
      if (name in template.Conditions) return evaluate(template.Conditions[name], scope) === true;
      throw new Error(`The template refers to the condition ${name} and does not define it.`);
    },
    physical: (logicalId) => physical(logicalId),
  };
  const physical = createPhysical(stack, scope);
  return scope;
};
