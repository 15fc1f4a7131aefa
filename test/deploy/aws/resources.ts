import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectsCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { callAws } from './call-aws.ts';

const bucketsOf = async (stackName: string): Promise<string[]> => {
  const s3 = new S3Client({});
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return Buckets.flatMap(({ Name = '' }) => (Name.startsWith(stackName) ? Name : []));
};

/** URLs of the stack's queues. */
export const queuesOf = async (stackName: string): Promise<string[]> => {
  const { QueueUrls = [] } = await new SQSClient({}).send(
    new ListQueuesCommand({ QueueNamePrefix: stackName, MaxResults: 100 }),
  );
  return QueueUrls;
};

const tablesOf = async (stackName: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: new DynamoDBClient({}) }, {}))
    names.push(...TableNames);
  return names.filter((name) => name.startsWith(stackName));
};

const secretsOf = async (stackName: string): Promise<string[]> => {
  const { SecretList = [] } = await new SecretsManagerClient({}).send(
    new ListSecretsCommand({ Filters: [{ Key: 'name', Values: [stackName] }] }),
  );
  return SecretList.flatMap(({ Name = [] }) => Name);
};

const logGroupsSchema = z.object({
  logGroups: z.array(z.object({ logGroupName: z.string(), creationTime: z.number() })),
});

/** An emulator makes a group anew for the last line of a function that is gone: `before` leaves such ones out. */
const logGroupsOf = async (stackName: string, before: number): Promise<string[]> => {
  const { body } = await callAws({
    service: 'logs',
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.DescribeLogGroups',
    },
    body: JSON.stringify({ logGroupNamePattern: stackName }),
  });
  const { logGroups } = z.parse(logGroupsSchema, JSON.parse(body));
  return logGroups
    .filter(({ creationTime }) => creationTime < before)
    .map(({ logGroupName }) => logGroupName);
};

type Kind = 'bucket' | 'queue' | 'table' | 'secret' | 'log group';

/**
 * Everything of a stack that holds data and was made before a time (epoch milliseconds), found by its name: the names of
 * each kind.
 */
export const dataOf = async (stackName: string, before: number): Promise<Record<Kind, string[]>> => {
  const [bucket, queue, table, secret, logGroup] = await Promise.all([
    bucketsOf(stackName),
    queuesOf(stackName),
    tablesOf(stackName),
    secretsOf(stackName),
    logGroupsOf(stackName, before),
  ]);
  return { bucket, queue, table, secret, 'log group': logGroup };
};

const onlyOne = ([name, ...others]: readonly string[]): string => {
  if (name === undefined || others.length > 0)
    throw new Error('The stack must have exactly one of this kind.');
  return name;
};

/** Name of the stack's bucket. */
export const bucketOf = async (stackName: string): Promise<string> => onlyOne(await bucketsOf(stackName));

/** Name of the stack's table. */
export const tableOf = async (stackName: string): Promise<string> => onlyOne(await tablesOf(stackName));

/** Deletes every object of the stack's bucket, as must be done before the stack is removed. */
export const emptyBucketOf = async (stackName: string): Promise<void> => {
  const s3 = new S3Client({});
  for (const Bucket of await bucketsOf(stackName)) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      const Objects = Contents.flatMap(({ Key }) => (Key === undefined ? [] : { Key }));
      if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    }
  }
};
