import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { apiEnvSchema } from '#functions/api/env.ts';
import { ingestEnvSchema } from '#functions/ingest/env.ts';
import { persistEnvSchema } from '#functions/persist/env.ts';
import { watchEnvSchema } from '#functions/watch/env.ts';
import { environmentOf } from './environment-of.ts';
import { permissions } from './permissions.ts';
import { render } from './render.ts';
import { templateOf } from './template-of.ts';

const withoutAssets = (template: Template): unknown =>
  JSON.parse(JSON.stringify(template.toJSON()).replaceAll(/[0-9a-f]{64}\.zip/g, 'asset.zip'));

describe.each(['dev', 'prod'])('the stack of %s', (stage) => {
  let template: Template;
  beforeAll(() => {
    template = templateOf(stage);
  });

  test('is as it was reviewed', () => {
    expect(withoutAssets(template)).toMatchSnapshot();
  });

  test('lets ingest queue deliveries, keep them in the bucket and read the channels’ secrets', () => {
    expect(permissions(template, 'IngestRole')).toEqual([
      'logs:CreateLogStream on <IngestLogs.Arn>',
      'logs:PutLogEvents on <IngestLogs.Arn>',
      's3:PutObject on <Bucket.Arn>/large/*',
      's3:PutObject on <Bucket.Arn>/quarantine/*',
      's3:PutObject on <Bucket.Arn>/spill/*',
      'secretsmanager:GetSecretValue on <Secretsfineguide>',
      'secretsmanager:GetSecretValue on <Secretshaptik>',
      'sqs:SendMessage on <EventsQueue.Arn>',
    ]);
  });

  test('lets persist take events, fetch large ones, store them and set them aside', () => {
    expect(permissions(template, 'PersistRole')).toEqual([
      'dynamodb:BatchGetItem on <Table.Arn>',
      'dynamodb:PutItem on <Table.Arn>',
      'dynamodb:Query on <Table.Arn>',
      'dynamodb:UpdateItem on <Table.Arn>',
      'logs:CreateLogStream on <PersistLogs.Arn>',
      'logs:PutLogEvents on <PersistLogs.Arn>',
      's3:GetObject on <Bucket.Arn>/large/*',
      's3:ListBucket on <Bucket.Arn> where s3:prefix is large/*',
      's3:PutObject on <Bucket.Arn>/content/*',
      's3:PutObject on <Bucket.Arn>/dead/*',
      's3:PutObject on <Bucket.Arn>/quarantine/*',
      'sqs:DeleteMessage on <EventsQueue.Arn>',
      'sqs:GetQueueAttributes on <EventsQueue.Arn>',
      'sqs:ReceiveMessage on <EventsQueue.Arn>',
    ]);
  });

  test('lets watch put back what was spilled', () => {
    expect(permissions(template, 'WatchRole')).toEqual([
      'logs:CreateLogStream on <WatchLogs.Arn>',
      'logs:PutLogEvents on <WatchLogs.Arn>',
      's3:DeleteObject on <Bucket.Arn>/spill/*',
      's3:GetObject on <Bucket.Arn>/spill/*',
      's3:ListBucket on <Bucket.Arn> where s3:prefix is spill/*',
      's3:PutObject on <Bucket.Arn>/dead/*',
      'sqs:SendMessage on <EventsQueue.Arn>',
    ]);
  });

  test('lets api read the table and its indexes, and look after the quarantine', () => {
    expect(permissions(template, 'ApiRole')).toEqual([
      'dynamodb:BatchGetItem on <Table.Arn>',
      'dynamodb:Query on <Table.Arn>',
      'dynamodb:Query on <Table.Arn>/index/bySeq',
      'dynamodb:Query on <Table.Arn>/index/recent',
      'logs:CreateLogStream on <ApiLogs.Arn>',
      'logs:PutLogEvents on <ApiLogs.Arn>',
      's3:DeleteObject on <Bucket.Arn>/quarantine/*',
      's3:GetObject on <Bucket.Arn>/content/*',
      's3:GetObject on <Bucket.Arn>/quarantine/*',
      's3:ListBucket on <Bucket.Arn> where s3:prefix is content/*',
      's3:ListBucket on <Bucket.Arn> where s3:prefix is quarantine/*',
      's3:PutObject on <Bucket.Arn>/large/*',
      'sqs:SendMessage on <EventsQueue.Arn>',
    ]);
  });

  test('has no other role, and none with a policy that AWS manages', () => {
    template.resourceCountIs('AWS::IAM::Role', 4);
    template.allResourcesProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: Match.absent(),
    });
  });

  test.each<[id: string, schema: z.ZodMiniType]>([
    ['Ingest', ingestEnvSchema],
    ['Persist', persistEnvSchema],
    ['Watch', watchEnvSchema],
    ['Api', apiEnvSchema],
  ])('sets every variable that %s demands', (id, schema) => {
    const environment = environmentOf(template, id);

    expect(schema.safeParse(environment).error).toBeUndefined();
    expect(environment).toMatchObject({
      POWERTOOLS_SERVICE_NAME: id.toLowerCase(),
      POWERTOOLS_METRICS_NAMESPACE: 'HaptikRelay',
    });
  });

  test('puts out the URLs and the command that shows the secret', () => {
    const outputs = Object.entries(template.findOutputs('*')).map(([name, { Value }]) => [
      name,
      render(Value),
    ]);

    expect(Object.fromEntries(outputs)).toEqual({
      ApiUrl: '<HttpApi.ApiEndpoint>',
      WebhookUrlHaptik: '<HttpApi.ApiEndpoint>/webhooks/haptik',
      ShowSecretHaptik:
        'aws secretsmanager get-secret-value --region <AWS::Region> --secret-id <Secretshaptik> --query SecretString --output text',
      WebhookUrlFineguide: '<HttpApi.ApiEndpoint>/webhooks/fineguide',
      ShowSecretFineguide:
        'aws secretsmanager get-secret-value --region <AWS::Region> --secret-id <Secretsfineguide> --query SecretString --output text',
    });
  });
});
