import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { stackOf } from './stack.ts';

const otherResources = {
  Table: { Type: 'AWS::DynamoDB::Table', Properties: {} },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Secret: { Type: 'AWS::SecretsManager::Secret' },
  Api: { Type: 'AWS::ApiGatewayV2::Api' },
  Named: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Join': ['-', ['a', 'b']] } } },
  Distribution: { Type: 'AWS::CloudFront::Distribution' },
};

/** What a property of a function becomes whose value in the template is this. */
const evaluated = (value: unknown): unknown => {
  const list = stackOf({
    Parameters: { Given: { Type: 'String', Default: 'default' }, Open: { Type: 'String' } },
    Conditions: {
      Yes: { 'Fn::Equals': [{ Ref: 'Given' }, 'default'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
      Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
      Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    },
    Resources: {
      ...otherResources,
      Function: { Type: 'AWS::Lambda::Function', Properties: { Value: value } },
    },
  });
  return list('AWS::Lambda::Function', z.object({ Value: z.unknown() }))[0]?.properties.Value;
};

/** As `Fn::Sub` marks a name in a text. */
const placeholder = (name: string): string => `\${${name}}`;

test.each([
  ['a plain value', { a: [1, 'b', true, null] }, { a: [1, 'b', true, null] }],
  ['Ref of a table', { Ref: 'Table' }, 'stack-Table'],
  ['Ref of a table with a name', { Ref: 'Named' }, 'a-b'],
  ['Ref of a queue', { Ref: 'Queue' }, 'http://127.0.0.1:9324/000000000000/stack-Queue.fifo'],
  ['Ref of a bucket', { Ref: 'Bucket' }, 'stack-bucket'],
  ['Ref of a secret', { Ref: 'Secret' }, 'arn:aws:secretsmanager:us-east-1:000000000000:secret:stack-Secret'],
  ['Ref of a parameter', { Ref: 'Given' }, 'default'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }], [1]],
  ['GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:stack-Queue.fifo'],
  [
    'GetAtt as text',
    { 'Fn::GetAtt': 'Table.Arn' },
    'arn:aws:dynamodb:us-east-1:000000000000:table/stack-Table',
  ],
  ['GetAtt of the API', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:3000'],
  ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::AccountId' }, 7]] }, 'a/000000000000/7'],
  ['Split and Select', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  [
    'Sub',
    { 'Fn::Sub': `${placeholder('Table')} ${placeholder('Queue.QueueName')} ${placeholder('!literal')}` },
    `stack-Table stack-Queue.fifo ${placeholder('literal')}`,
  ],
  [
    'Sub with variables',
    { 'Fn::Sub': [`${placeholder('x')}-${placeholder('AWS::Partition')}`, { x: { Ref: 'Given' } }] },
    'default-aws',
  ],
  ['If that holds', { 'Fn::If': ['Yes', { Ref: 'Table' }, 'no'] }, 'stack-Table'],
  ['If that does not hold', { 'Fn::If': ['No', 'yes', 'no'] }, 'no'],
  ['And', { 'Fn::If': ['Both', 1, 2] }, 2],
  ['Or', { 'Fn::If': ['Either', 1, 2] }, 1],
])('%s is evaluated', (_, value, expected) => {
  expect(evaluated(value)).toEqual(expected);
});

test.each([
  ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, 'Fn::Cidr cannot be carried out locally'],
  ['an unknown name', { Ref: 'Nothing' }, 'refers to Nothing and does not define it'],
  [
    'a type without a counterpart',
    { Ref: 'Distribution' },
    'Distribution is an AWS::CloudFront::Distribution, which has no local counterpart',
  ],
  ['an unknown attribute', { 'Fn::GetAtt': ['Table', 'Colour'] }, 'Table has no attribute Colour locally'],
  ['a parameter without a value', { Ref: 'Open' }, 'The parameter Open has no default'],
  ['an unknown condition', { 'Fn::If': ['Maybe', 1, 2] }, 'refers to the condition Maybe'],
  ['an entry beyond the list', { 'Fn::Select': [3, ['a']] }, 'wants entry 3 of a list of 1'],
])('%s is refused with the name of the resource that uses it', (_, value, message) => {
  expect(() => evaluated(value)).toThrow(`Function (AWS::Lambda::Function) of the template`);
  expect(() => evaluated(value)).toThrow(message);
});

test('a resource whose condition does not hold does not exist', () => {
  const list = stackOf({
    Conditions: { Never: { 'Fn::Equals': [1, 2] } },
    Resources: {
      Kept: { Type: 'AWS::S3::Bucket' },
      Dropped: { Type: 'AWS::S3::Bucket', Condition: 'Never' },
    },
  });

  expect(list('AWS::S3::Bucket', z.object({})).map(({ logicalId }) => logicalId)).toEqual(['Kept']);
});

test('a name that AWS would refuse for its length loses its front, as the end is what tells it from others', () => {
  const list = stackOf({
    Resources: { [`${'Long'.repeat(20)}0A1B2C3D`]: { Type: 'AWS::S3::Bucket' } },
  });

  const [bucket] = list('AWS::S3::Bucket', z.object({}));

  expect(bucket?.name).toHaveLength(63);
  expect(bucket?.name).toMatch(/0a1b2c3d$/);
});
