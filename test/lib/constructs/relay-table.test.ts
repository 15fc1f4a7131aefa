import { describe, test } from 'vitest';
import { RelayTable } from '#lib/constructs/relay-table.ts';
import { inStack } from './in-stack.ts';

const tableIn = (isProtected: boolean) =>
  inStack((stack) => void new RelayTable(stack, 'Table', { protected: isProtected }));

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

  test('has the indexes bySeq and recent, which hold keys only', () => {
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
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'seq', AttributeType: 'N' },
        { AttributeName: 'recentShard', AttributeType: 'S' },
        { AttributeName: 'recentAt', AttributeType: 'S' },
      ],
    });
  });

  test('cannot be deleted while it is protected', () => {
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
