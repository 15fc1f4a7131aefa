import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { type Emulators, startEmulators } from '#local/emulators/start-emulators.ts';
import { provision } from '#local/provision/provision.ts';
import type { System } from '#local/template/system.ts';

const deadLettersArn = 'arn:aws:sqs:us-east-1:000000000000:dead.fifo';

const queue = (
  endpoint: string,
  name: string,
  properties: Partial<System['queues'][number]['properties']>,
) => ({
  name,
  url: `${endpoint}/000000000000/${name}`,
  arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
  properties: { FifoQueue: true, VisibilityTimeout: 60, ...properties },
});

const key = (name: string, type: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: type });

const table: System['tables'][number] = {
  name: 'table',
  properties: {
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    AttributeDefinitions: ['pk', 'sk', 'other'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    LocalSecondaryIndexes: [
      {
        IndexName: 'byOther',
        KeySchema: [key('pk', 'HASH'), key('other', 'RANGE')],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    GlobalSecondaryIndexes: [],
    TimeToLiveSpecification: { AttributeName: 'expireAt', Enabled: true },
  },
};

const systemAt = (endpoint: string): System => ({
  functions: [],
  roles: new Map(),
  httpApi: undefined,
  routes: [],
  eventSources: [],
  schedules: [],
  tables: [table],
  buckets: ['bucket'],
  queues: [
    queue(endpoint, 'events.fifo', {
      RedrivePolicy: { deadLetterTargetArn: deadLettersArn, maxReceiveCount: 5 },
      MessageRetentionPeriod: 1_209_600,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    }),
    queue(endpoint, 'dead.fifo', {}),
  ],
});

const attributesOf = async ({ endpoints }: Emulators, system: System) => {
  const sqs = new SQSClient({ ...clientSettings, endpoint: endpoints.sqs });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: system.queues[0]?.url, AttributeNames: ['All'] }),
  );
  return Attributes;
};

test('tables, queues and buckets are made as the template says', async () => {
  await using emulators = await startEmulators({});
  const { endpoints } = emulators;
  const system = systemAt(endpoints.sqs);

  await provision(system, { endpoints, timeScale: 1 });

  const dynamodb = new DynamoDBClient({ ...clientSettings, endpoint: endpoints.dynamodb });
  const s3 = new S3Client({ ...clientSettings, endpoint: endpoints.s3, forcePathStyle: true });
  const described = await dynamodb.send(new DescribeTableCommand({ TableName: 'table' }));
  const ttl = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: 'table' }));
  expect(described.Table).toMatchObject({
    KeySchema: table.properties.KeySchema,
    LocalSecondaryIndexes: [{ IndexName: 'byOther' }],
  });
  expect(ttl.TimeToLiveDescription).toMatchObject({ AttributeName: 'expireAt', TimeToLiveStatus: 'ENABLED' });
  expect((await s3.send(new ListBucketsCommand({}))).Buckets).toMatchObject([{ Name: 'bucket' }]);
  expect(await attributesOf(emulators, system)).toMatchObject({
    FifoQueue: 'true',
    VisibilityTimeout: '60',
    MessageRetentionPeriod: '1209600',
    DeduplicationScope: 'messageGroup',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLettersArn, maxReceiveCount: 5 }),
  });
});

test.each([
  [1, '60'],
  [7, '9'],
  [1000, '1'],
])('with a time scale of %d a visibility of 60 s becomes %s s', async (timeScale, expected) => {
  await using emulators = await startEmulators({});
  const { endpoints } = emulators;
  const system = systemAt(endpoints.sqs);

  await provision(system, { endpoints, timeScale });

  expect(await attributesOf(emulators, system)).toMatchObject({ VisibilityTimeout: expected });
});

test('a restart keeps what was stored and takes the new attributes', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'data-'));
  const start = async (timeScale: number) => {
    const emulators = await startEmulators({ dataDir: folder.path });
    const { endpoints } = emulators;
    const system = systemAt(endpoints.sqs);
    await provision(system, { endpoints, timeScale });
    const dynamodb = new DynamoDBClient({ ...clientSettings, endpoint: endpoints.dynamodb });
    const sqs = new SQSClient({ ...clientSettings, endpoint: endpoints.sqs });
    return { emulators, system, dynamodb, sqs, QueueUrl: system.queues[0]?.url };
  };
  const first = await start(1);
  const Item = { pk: { S: 'a' }, sk: { S: 'b' } };
  await first.dynamodb.send(new PutItemCommand({ TableName: 'table', Item }));
  const message = { MessageBody: 'kept', MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await first.sqs.send(new SendMessageCommand({ QueueUrl: first.QueueUrl, ...message }));
  await first.emulators.close();

  const second = await start(60);
  await using _ = second.emulators;

  expect((await second.dynamodb.send(new ScanCommand({ TableName: 'table' }))).Items).toEqual([Item]);
  expect(await attributesOf(second.emulators, second.system)).toMatchObject({ VisibilityTimeout: '1' });
  const received = await second.sqs.send(new ReceiveMessageCommand({ QueueUrl: second.QueueUrl }));
  expect(received.Messages).toMatchObject([{ Body: 'kept' }]);
});

test('a table of an earlier version with other indexes is refused with what to do', async () => {
  await using emulators = await startEmulators({});
  const { endpoints } = emulators;
  const system = systemAt(endpoints.sqs);
  await provision(system, { endpoints, timeScale: 1 });
  const renamed = table.properties.LocalSecondaryIndexes.map((index) => ({ ...index, IndexName: 'renamed' }));
  const changed = { ...table, properties: { ...table.properties, LocalSecondaryIndexes: renamed } };

  const again = provision({ ...system, tables: [changed] }, { endpoints, timeScale: 1 });

  await expect(again).rejects.toThrow('set RELAY_DATA_DIR to an empty directory');
});
