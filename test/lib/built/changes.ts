import { CfnResource, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { HaptikRelay } from '#lib/haptik-relay.ts';
import { ownStack, relayIn } from '../relay-in.ts';

/** What somebody does to a relay after it was built. */
export type Change = (relay: HaptikRelay) => void;

/** Synthesises a relay after it was changed. */
export const synthWith = (change: Change): Template => {
  const stack = ownStack();
  change(relayIn(stack));
  return Template.fromStack(stack);
};

/** The resource of the construct at this path. */
const resourceAt = (scope: IConstruct, path: string): CfnResource => {
  const found = path.split('/').reduce<IConstruct>((parent, id) => parent.node.findChild(id), scope);
  const resource = found.node.defaultChild ?? found;
  if (CfnResource.isCfnResource(resource)) return resource;
  throw new Error(`There is no resource at ${path}.`);
};

/** Gives a property of the resource at this path another value. */
export const override =
  (path: string, property: string, value: unknown): Change =>
  (relay) =>
    resourceAt(relay, path).addPropertyOverride(property, value);

/** Takes a property of the resource at this path away. */
export const without =
  (path: string, property: string): Change =>
  (relay) =>
    resourceAt(relay, path).addPropertyDeletionOverride(property);

/** Adds a function of somebody's own, with five seconds and no alarm. */
export const addFunction = (relay: HaptikRelay, id = 'Own'): LambdaFunction =>
  new LambdaFunction(relay, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
    role: new Role(relay, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
    timeout: Duration.seconds(5),
  });

/** The same with an alarm. */
export const addWatchedFunction = (relay: HaptikRelay): LambdaFunction => {
  const added = addFunction(relay);
  added.metricErrors().createAlarm(added, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  return added;
};
