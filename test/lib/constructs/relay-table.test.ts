import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { RelayTable } from '#lib/constructs/relay-table.ts';
import { inStack } from './in-stack.ts';

const tableIn = (isProtected: boolean, streamed = false) =>
  inStack((stack) => void new RelayTable(stack, 'Table', { protected: isProtected, streamed }));

describe('RelayTable', () => {
  const removable = tableIn(false);

  test('is keyed by pk and sk, expires by expireAt, and can be restored to any point in time', () => {
    removable.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expireAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('has the indexes bySeq, inLane, recent and unfinished, which hold keys only', () => {
    const keysOnly = { ProjectionType: 'KEYS_ONLY' };

    removable.hasResourceProperties('AWS::DynamoDB::Table', {
      LocalSecondaryIndexes: [
        {
          IndexName: 'bySeq',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'seq', KeyType: 'RANGE' },
          ],
          Projection: keysOnly,
        },
        {
          IndexName: 'inLane',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'place', KeyType: 'RANGE' },
          ],
          Projection: keysOnly,
        },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'recent',
          KeySchema: [
            { AttributeName: 'recentShard', KeyType: 'HASH' },
            { AttributeName: 'recentAt', KeyType: 'RANGE' },
          ],
          Projection: keysOnly,
        },
        {
          IndexName: 'unfinished',
          KeySchema: [
            { AttributeName: 'unfinishedShard', KeyType: 'HASH' },
            { AttributeName: 'unfinishedAt', KeyType: 'RANGE' },
          ],
          Projection: keysOnly,
        },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'seq', AttributeType: 'N' },
        { AttributeName: 'place', AttributeType: 'S' },
        { AttributeName: 'recentShard', AttributeType: 'S' },
        { AttributeName: 'recentAt', AttributeType: 'S' },
        { AttributeName: 'unfinishedShard', AttributeType: 'S' },
        { AttributeName: 'unfinishedAt', AttributeType: 'S' },
      ],
    });
  });

  test('names the ARN of each index', () => {
    const stack = new Stack();
    const table = new RelayTable(stack, 'Table', { protected: false, streamed: false });

    expect(table.indexArns).toEqual([
      table.indexArn('bySeq'),
      table.indexArn('inLane'),
      table.indexArn('recent'),
      table.indexArn('unfinished'),
    ]);
    expect(stack.resolve(table.indexArn('inLane'))).toEqual({
      'Fn::Join': ['', [stack.resolve(table.tableArn), '/index/inLane']],
    });
  });

  test('has a stream of new items only where somebody reads it', () => {
    removable.hasResourceProperties('AWS::DynamoDB::Table', { StreamSpecification: Match.absent() });
    tableIn(false, true).hasResourceProperties('AWS::DynamoDB::Table', {
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
  });

  test('cannot be deleted while it is protected, so that nobody tries to, not even when a deployment fails', () => {
    tableIn(true).hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true },
    });
    removable.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });
});
