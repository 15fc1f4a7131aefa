import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { useEmulators } from '#test/support/emulators.ts';

const { dynamodb, createTable } = await useEmulators();
const client = new DynamoDBClient(dynamodb);
afterAll(() => client.destroy());
const TableName = await createTable('relay');

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
const numbered = (pk: string, seq: number) => ({ ...key(pk, `MSG#${9 - seq}`), seq: { N: String(seq) } });
const put = (Item: PutItemCommand['input']['Item']) => client.send(new PutItemCommand({ TableName, Item }));

test('a transaction whose conditions hold writes every item', async () => {
  const items = [key('all', 'HEAD'), key('all', 'MSG#1')];

  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: items.map((Item) => ({
        Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
      })),
    }),
  );

  const { Count } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'all' } },
      ConsistentRead: true,
    }),
  );
  expect(Count).toBe(2);
});

test('a transaction with a failed condition writes nothing and returns the old item at its place', async () => {
  await put({ ...key('none', 'HEAD'), lastSeq: { N: '7' } });
  const transaction = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName, Item: key('none', 'MSG#8'), ConditionExpression: 'attribute_not_exists(pk)' } },
      {
        Update: {
          TableName,
          Key: key('none', 'HEAD'),
          UpdateExpression: 'SET lastSeq = :next',
          ConditionExpression: 'lastSeq = :last',
          ExpressionAttributeValues: { ':last': { N: '6' }, ':next': { N: '8' } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ],
  });

  const error = await client.send(transaction).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(TransactionCanceledException);
  expect(error).toMatchObject({
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: { ...key('none', 'HEAD'), lastSeq: { N: '7' } } },
    ],
  });
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: key('none', 'MSG#8') }));
  expect(Item).toBeUndefined();
});

test('the local index bySeq holds only numbered items, in number order, and reads consistently', async () => {
  await put(key('seq', 'HEAD'));
  for (const seq of [3, 1, 2]) await put(numbered('seq', seq));

  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'bySeq',
      KeyConditionExpression: 'pk = :pk AND seq > :after',
      ExpressionAttributeValues: { ':pk': { S: 'seq' }, ':after': { N: '1' } },
      ConsistentRead: true,
    }),
  );

  expect(Items).toEqual([numbered('seq', 2), numbered('seq', 3)]);
});

test('the global index recent gives keys of one shard, latest first, page by page', async () => {
  const item = (pk: string, recentAt: string) => ({
    ...key(pk, 'HEAD'),
    recentShard: { S: 'haptik#0' },
    recentAt: { S: recentAt },
  });
  const items = [item('r1', '2026-11-21T01'), item('r2', '2026-11-21T02'), item('r3', '2026-11-21T03')];
  for (const each of items) await put({ ...each, preview: { S: 'not projected' } });
  const page = (ExclusiveStartKey: QueryCommand['input']['ExclusiveStartKey']) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'recent',
        KeyConditionExpression: 'recentShard = :shard',
        ExpressionAttributeValues: { ':shard': { S: 'haptik#0' } },
        ScanIndexForward: false,
        Limit: 2,
        ExclusiveStartKey,
      }),
    );

  const first = await page(undefined);
  const second = await page(first.LastEvaluatedKey);

  expect([first.Items, second.Items]).toEqual([[items[2], items[1]], [items[0]]]);
});

test('binary attributes come back byte for byte', async () => {
  const payload = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  await put({ ...key('binary', 'MSG#1'), payload: { B: payload } });

  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: key('binary', 'MSG#1'), ConsistentRead: true }),
  );

  expect(Item?.payload?.B).toEqual(payload);
});

test('sixteen writers racing for one counter with transactions leave no number out', async () => {
  await put({ ...key('race', 'HEAD'), lastSeq: { N: '0' } });
  const claim = async (last: number): Promise<void> => {
    const ExpressionAttributeValues = { ':last': { N: String(last) }, ':next': { N: String(last + 1) } };
    const update = {
      TableName,
      Key: key('race', 'HEAD'),
      UpdateExpression: 'SET lastSeq = :next',
      ConditionExpression: 'lastSeq = :last',
      ExpressionAttributeValues,
    };
    const numberedItem = { TableName, Item: numbered('race', last + 1) };
    const command = new TransactWriteItemsCommand({
      TransactItems: [{ Update: update }, { Put: numberedItem }],
    });
    const won = await client.send(command).then(
      () => true,
      (error: unknown) => {
        if (error instanceof TransactionCanceledException) return false;
        throw error;
      },
    );
    return won ? undefined : claim(last + 1);
  };

  await Promise.all(Array.from({ length: 16 }, () => claim(0)));

  const { Item } = await client.send(new GetItemCommand({ TableName, Key: key('race', 'HEAD') }));
  expect(Item?.lastSeq).toEqual({ N: '16' });
});
