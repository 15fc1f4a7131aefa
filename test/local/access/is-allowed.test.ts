import { describe, expect, test } from 'vitest';
import { isAllowed } from '#local/access/is-allowed.ts';
import { policySchema } from '#local/access/statement.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/relay';
const bucket = 'arn:aws:s3:::relay';

const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (Action: string, Resource: string) => ({ ...allow(Action, Resource), Effect: 'Deny' });
const underSpill = { StringLike: { 's3:prefix': ['spill/*', 'dead/?'] } };

const get = { action: 'dynamodb:GetItem', resource: table };
const list = (prefix?: string) => ({
  action: 's3:ListBucket',
  resource: bucket,
  ...(prefix !== undefined && { context: { 's3:prefix': prefix } }),
});

describe('isAllowed', () => {
  test.each([
    ['nothing is said', [], get, false],
    ['the action and the resource are named', allow('dynamodb:GetItem', table), get, true],
    ['the action is written in another case', allow('DynamoDB:getitem', table), get, true],
    ['they are among others', allow(['dynamodb:Query', 'dynamodb:GetItem'], ['arn:x', table]), get, true],
    ['another action is named', allow('dynamodb:GetItems', table), get, false],
    ['another resource is named', allow('dynamodb:GetItem', `${table}s`), get, false],
    ['the resource is written in another case', allow('dynamodb:GetItem', table.toUpperCase()), get, false],
    [
      'one statement names the action and another the resource',
      [allow('dynamodb:GetItem', 'arn:x'), allow('dynamodb:Query', table)],
      get,
      false,
    ],
    ['every action of the service is named', allow('dynamodb:*', table), get, true],
    ['everything is named', allow('*', '*'), get, true],
    ['a letter of the action is left open', allow('dynamodb:?etItem', table), get, true],
    ['a question mark stands for no letter', allow('dynamodb:GetItem?', table), get, false],
    [
      'the end of the resource is left open',
      allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*'),
      get,
      true,
    ],
    ['the front of the resource is named only', allow('dynamodb:GetItem', 'arn:aws:dynamodb'), get, false],
    ['a dot of the pattern is a dot', allow('dynamodb:GetItem', table.replace('relay', 'r.lay')), get, false],
    ['it is allowed and denied', [allow('*', '*'), deny('dynamodb:Get*', table)], get, false],
    ['it is denied and allowed', [deny('dynamodb:Get*', table), allow('*', '*')], get, false],
    ['something else is denied', [deny('dynamodb:Get*', `${table}/index/*`), allow('*', '*')], get, true],
    ['the condition holds', allow('s3:ListBucket', bucket, underSpill), list('spill/1'), true],
    ['the second of its values holds', allow('s3:ListBucket', bucket, underSpill), list('dead/1'), true],
    ['the condition does not hold', allow('s3:ListBucket', bucket, underSpill), list('quarantine/'), false],
    [
      'a value is the front of another only',
      allow('s3:ListBucket', bucket, underSpill),
      list('spill'),
      false,
    ],
    ['the call has nothing for the condition', allow('s3:ListBucket', bucket, underSpill), list(), false],
    ['the call has an empty value', allow('s3:ListBucket', bucket, underSpill), list(''), false],
  ])('where %s', (_, Statement, permission, expected) => {
    const policy = policySchema.parse({ Statement });

    expect(isAllowed(policy.Statement, permission)).toBe(expected);
  });
});
