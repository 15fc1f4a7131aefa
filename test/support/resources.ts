import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type DynamoDBClientConfig,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';

type Configurations = { dynamodb: DynamoDBClientConfig; sqs: SQSClientConfig; s3: S3ClientConfig };

const unique = (name: string): string => `${randomUUID().slice(0, 8)}-${name}`;

const tableShape = {
  BillingMode: 'PAY_PER_REQUEST',
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
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'bySeq',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'seq', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'inLane',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'place', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'recent',
      KeySchema: [
        { AttributeName: 'recentShard', KeyType: 'HASH' },
        { AttributeName: 'recentAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'unfinished',
      KeySchema: [
        { AttributeName: 'unfinishedShard', KeyType: 'HASH' },
        { AttributeName: 'unfinishedAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} satisfies Omit<CreateTableCommandInput, 'TableName'>;

const createTable = async (configuration: DynamoDBClientConfig, name: string): Promise<string> => {
  const client = new DynamoDBClient(configuration);
  const TableName = unique(name);
  await client.send(new CreateTableCommand({ ...tableShape, TableName }));
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName });
  const TimeToLiveSpecification = { AttributeName: 'expireAt', Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  client.destroy();
  return TableName;
};

const createQueue = async (
  configuration: SQSClientConfig,
  name: string,
  Attributes: Record<string, string>,
): Promise<string> => {
  const client = new SQSClient(configuration);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: unique(name), Attributes }));
  client.destroy();
  if (QueueUrl === undefined) throw new Error(`CreateQueue gave no URL for ${name}.`);
  return QueueUrl;
};

const createBucket = async (configuration: S3ClientConfig, name: string): Promise<string> => {
  const client = new S3Client(configuration);
  const Bucket = unique(name);
  await client.send(new CreateBucketCommand({ Bucket }));
  client.destroy();
  return Bucket;
};

/** Makers of the resources that tests need. */
export const resourceMakers = ({ dynamodb, sqs, s3 }: Configurations) => ({
  /** A table with the relay's keys, indexes and TTL attribute. Gives its name. */
  createTable: (name: string) => createTable(dynamodb, name),
  /** A queue; FIFO when the name ends in `.fifo`. Gives its URL. */
  createQueue: (name: string, attributes: Record<string, string> = {}) => createQueue(sqs, name, attributes),
  /** A bucket. Gives its name. */
  createBucket: (name: string) => createBucket(s3, name),
});
