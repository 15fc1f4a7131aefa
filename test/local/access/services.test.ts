import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import * as dynamo from '@aws-sdk/client-dynamodb';
import * as bucket from '@aws-sdk/client-s3';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as queue from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import type { Service } from '#local/access/service.ts';
import { cloudWatch } from '#local/access/services/cloud-watch.ts';
import { dynamodb } from '#local/access/services/dynamodb.ts';
import { notEmulated } from '#local/access/services/not-emulated.ts';
import { s3 } from '#local/access/services/s3.ts';
import { secretsManager } from '#local/access/services/secrets-manager.ts';
import { sqs } from '#local/access/services/sqs.ts';
import { type ClientConfiguration, recordedRequest } from './recorded-request.ts';

type Send<Client> = (client: Client) => Promise<unknown>;

/** What a call of the SDK's own client needs. */
const needsOf = async <Client extends { destroy: () => void }>(
  service: Service,
  create: (configuration: ClientConfiguration) => Client,
  send: Send<Client>,
) => {
  const request = await recordedRequest(async (configuration) => {
    const client = create(configuration);
    await send(client).finally(() => client.destroy());
  });
  return service.needs(request, request.body);
};

const known = (...permissions: [action: string, resource: string][]) => ({
  kind: 'known',
  permissions: permissions.map(([action, resource]) => ({ action, resource })),
});
const unknown = (what: unknown) => ({ kind: 'unknown', what });

describe('DynamoDB', () => {
  const TableName = 'relay';
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/relay';
  const other = 'arn:aws:dynamodb:us-east-1:000000000000:table/other';
  const Key = { pk: { S: 'TableName' } };
  const Item = { ...Key, TableName: { S: 'other' }, text: { S: '"TableName":"other"' } };
  const byKey = { KeyConditionExpression: 'pk = :pk' };

  const calls: [string, Send<dynamo.DynamoDBClient>, object][] = [
    [
      'GetItem',
      (c) => c.send(new dynamo.GetItemCommand({ TableName, Key })),
      known(['dynamodb:GetItem', arn]),
    ],
    [
      'PutItem',
      (c) => c.send(new dynamo.PutItemCommand({ Item, TableName })),
      known(['dynamodb:PutItem', arn]),
    ],
    [
      'UpdateItem',
      (c) => c.send(new dynamo.UpdateItemCommand({ TableName, Key })),
      known(['dynamodb:UpdateItem', arn]),
    ],
    [
      'DeleteItem',
      (c) => c.send(new dynamo.DeleteItemCommand({ TableName, Key })),
      known(['dynamodb:DeleteItem', arn]),
    ],
    [
      'a table by its ARN',
      (c) => c.send(new dynamo.GetItemCommand({ TableName: other, Key })),
      known(['dynamodb:GetItem', other]),
    ],
    [
      'Query',
      (c) => c.send(new dynamo.QueryCommand({ TableName, ...byKey })),
      known(['dynamodb:Query', arn]),
    ],
    [
      'Query of an index',
      (c) => c.send(new dynamo.QueryCommand({ TableName, IndexName: 'bySeq', ...byKey })),
      known(['dynamodb:Query', `${arn}/index/bySeq`]),
    ],
    [
      'Scan of an index',
      (c) => c.send(new dynamo.ScanCommand({ TableName, IndexName: 'bySeq' })),
      known(['dynamodb:Scan', `${arn}/index/bySeq`]),
    ],
    [
      'BatchGetItem',
      (c) =>
        c.send(
          new dynamo.BatchGetItemCommand({
            RequestItems: { relay: { Keys: [Key] }, other: { Keys: [Key] } },
          }),
        ),
      known(['dynamodb:BatchGetItem', arn], ['dynamodb:BatchGetItem', other]),
    ],
    [
      'BatchWriteItem',
      (c) =>
        c.send(new dynamo.BatchWriteItemCommand({ RequestItems: { relay: [{ PutRequest: { Item } }] } })),
      known(['dynamodb:BatchWriteItem', arn]),
    ],
    [
      'TransactGetItems',
      (c) => c.send(new dynamo.TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] })),
      known(['dynamodb:GetItem', arn]),
    ],
    [
      'TransactWriteItems',
      (c) =>
        c.send(
          new dynamo.TransactWriteItemsCommand({
            TransactItems: [
              { Put: { TableName, Item } },
              { Update: { TableName: 'other', Key, UpdateExpression: 'SET a = b' } },
              { Delete: { TableName, Key } },
              { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' } },
            ],
          }),
        ),
      known(
        ['dynamodb:PutItem', arn],
        ['dynamodb:UpdateItem', other],
        ['dynamodb:DeleteItem', arn],
        ['dynamodb:ConditionCheckItem', arn],
      ),
    ],
    ['an unknown one', (c) => c.send(new dynamo.ListTablesCommand({})), unknown('dynamodb:ListTables')],
  ];

  test.each(calls)('%s', async (_, send, expected) => {
    expect(await needsOf(dynamodb, (settings) => new dynamo.DynamoDBClient(settings), send)).toEqual(
      expected,
    );
  });
});

describe('SQS', () => {
  const QueueUrl = 'http://127.0.0.1:9324/000000000000/events.fifo';
  const arn = 'arn:aws:sqs:us-east-1:000000000000:events.fifo';
  const ReceiptHandle = 'r';
  const Entries = [{ Id: '0', MessageBody: 'b', ReceiptHandle, VisibilityTimeout: 1 }];

  const calls: [string, Send<queue.SQSClient>, object][] = [
    [
      'SendMessage',
      (c) => c.send(new queue.SendMessageCommand({ QueueUrl, MessageBody: '{"QueueUrl":"x"}' })),
      known(['sqs:SendMessage', arn]),
    ],
    [
      'SendMessageBatch',
      (c) => c.send(new queue.SendMessageBatchCommand({ QueueUrl, Entries })),
      known(['sqs:SendMessage', arn]),
    ],
    [
      'ReceiveMessage',
      (c) => c.send(new queue.ReceiveMessageCommand({ QueueUrl })),
      known(['sqs:ReceiveMessage', arn]),
    ],
    [
      'DeleteMessage',
      (c) => c.send(new queue.DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
      known(['sqs:DeleteMessage', arn]),
    ],
    [
      'DeleteMessageBatch',
      (c) => c.send(new queue.DeleteMessageBatchCommand({ QueueUrl, Entries })),
      known(['sqs:DeleteMessage', arn]),
    ],
    [
      'ChangeMessageVisibility',
      (c) =>
        c.send(new queue.ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 })),
      known(['sqs:ChangeMessageVisibility', arn]),
    ],
    [
      'ChangeMessageVisibilityBatch',
      (c) => c.send(new queue.ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })),
      known(['sqs:ChangeMessageVisibility', arn]),
    ],
    [
      'GetQueueAttributes',
      (c) => c.send(new queue.GetQueueAttributesCommand({ QueueUrl })),
      known(['sqs:GetQueueAttributes', arn]),
    ],
    ['PurgeQueue', (c) => c.send(new queue.PurgeQueueCommand({ QueueUrl })), known(['sqs:PurgeQueue', arn])],
    ['an unknown one', (c) => c.send(new queue.DeleteQueueCommand({ QueueUrl })), unknown('sqs:DeleteQueue')],
  ];

  test.each(calls)('%s', async (_, send, expected) => {
    expect(await needsOf(sqs, (settings) => new queue.SQSClient(settings), send)).toEqual(expected);
  });
});

describe('S3', () => {
  const Bucket = 'relay';
  const Key = 'uploads/ä b+c?d/%2F';
  const arn = 'arn:aws:s3:::relay';
  const objectArn = `${arn}/${Key}`;
  const ofObject = { Bucket, Key };
  const listing = (prefix?: string) => ({
    action: 's3:ListBucket',
    resource: arn,
    ...(prefix !== undefined && { context: { 's3:prefix': prefix } }),
  });
  const reading = { ...known(['s3:GetObject', objectArn]), toKnowItIsMissing: listing(Key) };
  const part = { ...ofObject, UploadId: 'u', PartNumber: 1 };

  const calls: [string, Send<bucket.S3Client>, object][] = [
    ['GetObject', (c) => c.send(new bucket.GetObjectCommand(ofObject)), reading],
    ['HeadObject', (c) => c.send(new bucket.HeadObjectCommand(ofObject)), reading],
    [
      'PutObject',
      (c) => c.send(new bucket.PutObjectCommand({ ...ofObject, Body: 'b', ContentType: 'text/plain' })),
      known(['s3:PutObject', objectArn]),
    ],
    [
      'DeleteObject',
      (c) => c.send(new bucket.DeleteObjectCommand(ofObject)),
      known(['s3:DeleteObject', objectArn]),
    ],
    [
      'CreateMultipartUpload',
      (c) => c.send(new bucket.CreateMultipartUploadCommand(ofObject)),
      known(['s3:PutObject', objectArn]),
    ],
    [
      'UploadPart',
      (c) => c.send(new bucket.UploadPartCommand({ ...part, Body: 'b' })),
      known(['s3:PutObject', objectArn]),
    ],
    [
      'CompleteMultipartUpload',
      (c) => c.send(new bucket.CompleteMultipartUploadCommand(part)),
      known(['s3:PutObject', objectArn]),
    ],
    [
      'AbortMultipartUpload',
      (c) => c.send(new bucket.AbortMultipartUploadCommand(part)),
      known(['s3:AbortMultipartUpload', objectArn]),
    ],
    [
      'ListObjectsV2',
      (c) =>
        c.send(
          new bucket.ListObjectsV2Command({ Bucket, Prefix: 'spill/ä', MaxKeys: 1, StartAfter: 'spill/a' }),
        ),
      { kind: 'known', permissions: [listing('spill/ä')] },
    ],
    [
      'ListObjectsV2 of everything',
      (c) => c.send(new bucket.ListObjectsV2Command({ Bucket })),
      { kind: 'known', permissions: [listing()] },
    ],
    [
      'HeadBucket',
      (c) => c.send(new bucket.HeadBucketCommand({ Bucket })),
      { kind: 'known', permissions: [listing()] },
    ],
    [
      'an unknown one of an object',
      (c) => c.send(new bucket.GetObjectTaggingCommand(ofObject)),
      unknown('s3: GET object ?tagging'),
    ],
    [
      'one of a version',
      (c) => c.send(new bucket.GetObjectCommand({ ...ofObject, VersionId: 'v' })),
      unknown('s3: GET object ?versionId'),
    ],
    [
      'a copy',
      (c) => c.send(new bucket.CopyObjectCommand({ ...ofObject, CopySource: 'relay/quarantine/x' })),
      unknown('s3: PUT object with x-amz-copy-source'),
    ],
    [
      'an unknown one of a bucket',
      (c) => c.send(new bucket.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } })),
      unknown('s3: POST bucket ?delete'),
    ],
    ['making a bucket', (c) => c.send(new bucket.CreateBucketCommand({ Bucket })), unknown('s3: PUT bucket')],
  ];

  test.each(calls)('%s', async (_, send, expected) => {
    expect(await needsOf(s3, (settings) => new bucket.S3Client(settings), send)).toEqual(expected);
  });

  test('a signed URL', async () => {
    const signed = await recordedRequest(async (settings) => {
      const client = new bucket.S3Client(settings);
      const url = await getSignedUrl(client, new bucket.PutObjectCommand(ofObject), { expiresIn: 60 });
      client.destroy();
      await fetch(url, { method: 'PUT', body: 'b' });
    });

    expect(s3.needs(signed, '')).toEqual(known(['s3:PutObject', objectArn]));
  });
});

describe('Secrets Manager', () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:haptik';
  const create = (settings: ClientConfiguration) => new SecretsManagerClient(settings);

  test.each([[arn], ['haptik']])('GetSecretValue of %s', async (SecretId) => {
    const needs = await needsOf(secretsManager, create, (client) =>
      client.send(new GetSecretValueCommand({ SecretId })),
    );

    expect(needs).toEqual(known(['secretsmanager:GetSecretValue', arn]));
  });

  test('an unknown one', async () => {
    const needs = await needsOf(secretsManager, create, (client) => client.send(new ListSecretsCommand({})));

    expect(needs).toEqual(unknown('secretsmanager:ListSecrets'));
  });
});

describe('CloudWatch', () => {
  const create = (settings: ClientConfiguration) => new CloudWatchClient(settings);

  test('GetMetricData', async () => {
    const command = { MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(1) };

    const needs = await needsOf(cloudWatch, create, (client) =>
      client.send(new GetMetricDataCommand(command)),
    );

    expect(needs).toEqual(known(['cloudwatch:GetMetricData', '*']));
  });

  test('an unknown one', async () => {
    const needs = await needsOf(cloudWatch, create, (client) => client.send(new ListMetricsCommand({})));

    expect(needs).toEqual(unknown('cloudwatch:ListMetrics'));
  });
});

test('whatever is not emulated is unknown, and called by the name that its request is signed for', async () => {
  const bySqs = await needsOf(
    notEmulated,
    (settings) => new queue.SQSClient(settings),
    (client) => client.send(new queue.ListQueuesCommand({})),
  );
  const byS3 = await needsOf(
    notEmulated,
    (settings) => new bucket.S3Client(settings),
    (client) => client.send(new bucket.ListBucketsCommand({})),
  );

  expect(bySqs).toEqual(unknown('sqs: AmazonSQS.ListQueues'));
  expect(byS3).toEqual(unknown('s3: GET /?x-id=ListBuckets'));
});
