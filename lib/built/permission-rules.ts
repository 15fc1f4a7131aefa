import * as z from 'zod/mini';
import type { Rule } from '#lib/channel-rules.ts';
import { flatten } from '#lib/flatten.ts';
import { acknowledgedReason, wildcardId } from '#lib/wildcard.ts';
import type { Built, BuiltResource } from './resources.ts';

const listed = z.pipe(
  z._default(z.unknown(), []),
  z.transform((value): unknown[] => [value].flat()),
);
const statementSchema = z.object({
  Effect: z.string(),
  Action: listed,
  Resource: listed,
  NotAction: listed,
  NotResource: listed,
});
const documentSchema = z.object({ Statement: z.array(statementSchema) });
const policySchema = z.object({ PolicyDocument: documentSchema });
const roleSchema = z.object({ Policies: z._default(z.array(policySchema), []) });

type Statement = z.infer<typeof statementSchema>;

/** What a resource allows to those who have it; policies of queues and buckets say who may use these, and are no matter here. */
const statementsOf = ({ type, properties }: BuiltResource): Statement[] => {
  const isPolicy = type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy';
  const policies = isPolicy ? [policySchema.parse(properties)] : [];
  const inline = type === 'AWS::IAM::Role' ? roleSchema.parse(properties).Policies : [];
  return [...policies, ...inline].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
};

const hasStar = (text: string): boolean => text.includes('*');

/** What the statement allows beyond what it names. */
const wildcardsOf = ({ Action, Resource, NotAction, NotResource }: Statement): string[] => {
  const actions = Action.map(flatten).filter(hasStar);
  const resources = Resource.map(flatten).filter(hasStar);
  return [
    ...actions.map((text) => wildcardId('Action', text)),
    ...resources.map((text) => wildcardId('Resource', text)),
    ...NotAction.map((value) => wildcardId('NotAction', flatten(value))),
    ...NotResource.map((value) => wildcardId('NotResource', flatten(value))),
  ];
};

/** A wildcard in an action or a resource has its reason written beside it. */
export const permissionRules = ({ own }: Built): Rule[] =>
  own.flatMap((resource) => {
    const allowed = statementsOf(resource).filter(({ Effect }) => Effect === 'Allow');
    return [...new Set(allowed.flatMap(wildcardsOf))].map(
      (id): Rule => [
        acknowledgedReason(resource.construct, id) === undefined,
        `${resource.path} allows more than one can see, ${id}, for no written reason: name the actions and ARNs, or say why with Validations.of(<the role>).acknowledge({ id: '${id}', reason: '…' }).`,
      ],
    );
  });
