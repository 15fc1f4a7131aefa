import { Stack, Validations } from 'aws-cdk-lib';
import { CfnPolicy, type Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { accept } from './accept.ts';
import { flatten } from './flatten.ts';

/** A resource whose ARN holds a wildcard, and why it must. */
export type Wildcard = { readonly arn: string; readonly reason: string };

type Where = 'Action' | 'Resource' | 'NotAction' | 'NotResource';

/** How cdk-nag names a wildcard, so that one acknowledgement serves it and `permissionRules` alike. */
export const wildcardId = (where: Where, text: string): string => `AwsSolutions-IAM5[${where}::${text}]`;

const metadataKey = 'haptik-relay:wildcards';

/** Keeps why a role may do something on more than one resource: beside the role, and in the template beside its policy. */
export const explainWildcard = (role: Role, { arn, reason }: Wildcard): void => {
  const resource = flatten(Stack.of(role).resolve(arn));
  accept(role, { [wildcardId('Resource', resource)]: reason });
  const policy = role.node.tryFindChild('DefaultPolicy')?.node.defaultChild;
  if (!CfnPolicy.isCfnPolicy(policy)) return;
  const reasons: unknown = policy.getMetadata(metadataKey);
  policy.addMetadata(metadataKey, { ...Object(reasons), [resource]: reason });
};

const idOf = (key: string): string => key.replace(/^[a-z-]+::/i, '');

/** Why a finding was accepted at a construct or at one that it is part of; undefined where it was not. */
export const acknowledgedReason = (construct: IConstruct, id: string): string | undefined =>
  construct.node.scopes
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }): [string, unknown][] => Object.entries(Object(data)))
    .flatMap(([key, reason]) => (idOf(key) === id ? [String(reason).trim()] : []))
    .find((reason) => reason !== '');
