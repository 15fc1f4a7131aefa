import { expect, test } from 'vitest';
import { listRoles } from '#local/template/roles.ts';
import { stackOf } from './stack.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:stack-Queue';
const statement = (Action: string, others = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
  ...others,
});
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const policy = (Roles: unknown[], ...statements: object[]) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: 'any', Roles, PolicyDocument: document(...statements) },
});
const roleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };

const resources = {
  Queue: { Type: 'AWS::SQS::Queue' },
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { 'Fn::Unknown': 1 } } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { Role: roleArn } },
};

const rolesIn = (others: Readonly<Record<string, unknown>>) =>
  listRoles(stackOf({ Resources: { ...resources, ...others } }));
const allowedIn = (others: Readonly<Record<string, unknown>>) =>
  rolesIn(others)
    .get('stack-Function')
    ?.statements.map(({ Effect, Action, Resource, Condition }) => [Effect, Action, Resource, Condition]);

test('a role without policies allows nothing', () => {
  expect(rolesIn({})).toEqual(new Map([['stack-Function', { name: 'stack-Role', statements: [] }]]));
});

test('a role allows what its own and all attached policies say, under the names that the resources have', () => {
  const prefix = { StringLike: { 's3:prefix': 'spill/*' } };
  const inline = { Policies: [{ PolicyName: 'own', PolicyDocument: document(statement('own:One')) }] };

  const allowed = allowedIn({
    Role: { Type: 'AWS::IAM::Role', Properties: inline },
    First: policy([{ Ref: 'Role' }], statement('first:One', { Condition: prefix })),
    Second: policy(
      [{ Ref: 'Other' }, { Ref: 'Role' }],
      statement('second:One', { Effect: 'Deny', Sid: 's' }),
    ),
    Managed: { ...policy([{ Ref: 'Role' }], statement('managed:One')), Type: 'AWS::IAM::ManagedPolicy' },
    Other: { Type: 'AWS::IAM::Role' },
  });

  expect(allowed).toEqual([
    ['Allow', ['own:One'], [queueArn], {}],
    ['Allow', ['first:One'], [queueArn], { StringLike: { 's3:prefix': ['spill/*'] } }],
    ['Deny', ['second:One'], [queueArn], {}],
    ['Allow', ['managed:One'], [queueArn], {}],
  ]);
});

test('roles that no function has may say what they like', () => {
  const unknown = { NotAction: 'x', Resource: { 'Fn::Unknown': 1 } };

  const allowed = allowedIn({
    Deployment: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/X'] } },
    OfDeployment: policy([{ Ref: 'Deployment' }], unknown),
  });

  expect(allowed).toEqual([]);
});

const withRole = (Properties: object) => ({ Role: { Type: 'AWS::IAM::Role', Properties } });
const withStatement = (others: object) => ({ Policy: policy([{ Ref: 'Role' }], statement('a:B', others)) });

test.each([
  [
    'an unknown condition operator',
    withStatement({ Condition: { StringEquals: { 's3:prefix': 'a' } } }),
    'StringEquals',
  ],
  [
    'an unknown condition key',
    withStatement({ Condition: { StringLike: { 'aws:SourceArn': 'a' } } }),
    'aws:SourceArn',
  ],
  ['what is not an action', withStatement({ NotAction: 'a:C' }), 'NotAction'],
  ['a policy variable', withStatement({ Resource: `arn:$\{aws:username}` }), 'policy variables'],
])('%s is refused with the name of its policy', (_, others, message) => {
  expect(() => rolesIn(others)).toThrow('Policy (AWS::IAM::Policy) of the template cannot be run locally');
  expect(() => rolesIn(others)).toThrow(message);
});

test.each([
  ['a managed policy from elsewhere', withRole({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/X'] })],
  ['a permissions boundary', withRole({ PermissionsBoundary: 'arn:aws:iam::aws:policy/X' })],
])('%s is refused with the name of its role', (_, others) => {
  expect(() => rolesIn(others)).toThrow('Role (AWS::IAM::Role) of the template cannot be run locally');
  expect(() => rolesIn(others)).toThrow('write out the statements');
});

test('a function whose role is elsewhere is refused', () => {
  const elsewhere = { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::1:role/other' } };

  expect(() => rolesIn({ Function: elsewhere })).toThrow('The role of Function is not in the template');
});
