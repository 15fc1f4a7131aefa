import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { apiEnvSchema } from '#functions/api/env.ts';
import { ingestEnvSchema } from '#functions/ingest/env.ts';
import { persistEnvSchema } from '#functions/persist/env.ts';
import { sendEnvSchema } from '#functions/send/env.ts';
import { watchEnvSchema } from '#functions/watch/env.ts';
import { widgetEnvSchema } from '#functions/widget/env.ts';
import { environmentOf } from './environment-of.ts';
import { permissions } from './permissions.ts';
import { render } from './render.ts';
import { templateOf } from './template-of.ts';

/** Without what changes with every line of the functions: the names of the bundles, and of the version made of one. */
const withoutHashes = (template: Template): unknown =>
  JSON.parse(
    JSON.stringify(template.toJSON())
      .replaceAll(/[0-9a-f]{64}\.zip/g, 'asset.zip')
      .replaceAll(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1'),
  );

describe.each([
  { stage: 'dev', sends: true, handsOver: false },
  { stage: 'prod', sends: false, handsOver: true },
])('the stack of $stage', ({ stage, sends, handsOver }) => {
  const readCredentials = sends ? ['secretsmanager:GetSecretValue on <Credentialshaptik>'] : [];
  let template: Template;
  beforeAll(() => {
    template = templateOf(stage);
  });

  test('is as it was reviewed', () => {
    expect(withoutHashes(template)).toMatchSnapshot();
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

  test('lets send take wake-ups and hold them back, read and write commands and conversations, and fetch files', () => {
    expect(permissions(template, 'SendRole')).toEqual(
      [
        'dynamodb:BatchGetItem on <Table.Arn>',
        'dynamodb:PutItem on <Table.Arn>',
        'dynamodb:Query on <Table.Arn>',
        'dynamodb:Query on <Table.Arn>/index/bySeq',
        'dynamodb:Query on <Table.Arn>/index/inLane',
        'dynamodb:UpdateItem on <Table.Arn>',
        'logs:CreateLogStream on <SendLogs.Arn>',
        'logs:PutLogEvents on <SendLogs.Arn>',
        's3:GetObject on <Bucket.Arn>/content/*',
        's3:GetObject on <Bucket.Arn>/uploads/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is content/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is uploads/*',
        's3:PutObject on <Bucket.Arn>/content/*',
        ...readCredentials,
        'sqs:ChangeMessageVisibility on <OutboxQueue.Arn>',
        'sqs:DeleteMessage on <OutboxQueue.Arn>',
        'sqs:GetQueueAttributes on <OutboxQueue.Arn>',
        'sqs:ReceiveMessage on <OutboxQueue.Arn>',
      ].toSorted(),
    );
  });

  test('lets watch put back what was spilled, look after forgotten commands, probe channels and read metrics', () => {
    expect(permissions(template, 'WatchRole')).toEqual(
      [
        'cloudwatch:GetMetricData on *',
        'dynamodb:BatchGetItem on <Table.Arn>',
        'dynamodb:PutItem on <Table.Arn>',
        'dynamodb:Query on <Table.Arn>/index/inLane',
        'dynamodb:Query on <Table.Arn>/index/unfinished',
        'dynamodb:UpdateItem on <Table.Arn>',
        'logs:CreateLogStream on <WatchLogs.Arn>',
        'logs:PutLogEvents on <WatchLogs.Arn>',
        's3:DeleteObject on <Bucket.Arn>/spill/*',
        's3:GetObject on <Bucket.Arn>/spill/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is spill/*',
        's3:PutObject on <Bucket.Arn>/dead/*',
        ...readCredentials,
        'secretsmanager:GetSecretValue on <Secretsfineguide>',
        'secretsmanager:GetSecretValue on <Secretshaptik>',
        'sqs:SendMessage on <EventsQueue.Arn>',
        'sqs:SendMessage on <OutboxQueue.Arn>',
      ].toSorted(),
    );
  });

  test('lets api read the table and its indexes, accept commands and files, and look after the quarantine', () => {
    expect(permissions(template, 'ApiRole')).toEqual(
      [
        'dynamodb:BatchGetItem on <Table.Arn>',
        'dynamodb:PutItem on <Table.Arn>',
        'dynamodb:Query on <Table.Arn>',
        'dynamodb:Query on <Table.Arn>/index/bySeq',
        'dynamodb:Query on <Table.Arn>/index/inLane',
        'dynamodb:Query on <Table.Arn>/index/recent',
        'dynamodb:Query on <Table.Arn>/index/unfinished',
        'dynamodb:UpdateItem on <Table.Arn>',
        'logs:CreateLogStream on <ApiLogs.Arn>',
        'logs:PutLogEvents on <ApiLogs.Arn>',
        's3:DeleteObject on <Bucket.Arn>/quarantine/*',
        's3:GetObject on <Bucket.Arn>/content/*',
        's3:GetObject on <Bucket.Arn>/quarantine/*',
        's3:GetObject on <Bucket.Arn>/uploads/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is content/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is quarantine/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is uploads/*',
        's3:PutObject on <Bucket.Arn>/content/*',
        's3:PutObject on <Bucket.Arn>/large/*',
        's3:PutObject on <Bucket.Arn>/uploads/*',
        ...readCredentials,
        'sqs:SendMessage on <EventsQueue.Arn>',
        'sqs:SendMessage on <OutboxQueue.Arn>',
      ].toSorted(),
    );
  });

  test.runIf(handsOver)('lets CodeDeploy hand ingest over', () => {
    expect(permissions(template, 'IngestFunctionCanaryRole')).toEqual([
      'cloudwatch:DescribeAlarms on *',
      'lambda:GetAlias on <IngestFunction.Arn>',
      'lambda:GetAlias on <IngestFunction.Arn>:*',
      'lambda:GetProvisionedConcurrencyConfig on <IngestFunction.Arn>',
      'lambda:GetProvisionedConcurrencyConfig on <IngestFunction.Arn>:*',
      'lambda:UpdateAlias on <IngestFunction.Arn>',
      'lambda:UpdateAlias on <IngestFunction.Arn>:*',
    ]);
  });

  test('says in the template why a role may do something on more than it names', () => {
    const reasons = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Metadata }) =>
      Object.entries<string>(Metadata['haptik-relay:wildcards'] ?? {}),
    );

    expect(reasons).toContainEqual([
      expect.stringMatching(/^<Bucket[0-9A-F]{8}\.Arn>\/large\/\*$/),
      'Every object of large/ is named when it is written.',
    ]);
    expect(reasons).toContainEqual(['*', expect.stringContaining('CloudWatch knows no resources')]);
  });

  test('lets widget read conversations and commands, put back letters, replay and retry', () => {
    expect(permissions(template, 'WidgetRole')).toEqual(
      [
        'dynamodb:BatchGetItem on <Table.Arn>',
        'dynamodb:PutItem on <Table.Arn>',
        'dynamodb:Query on <Table.Arn>',
        'dynamodb:Query on <Table.Arn>/index/inLane',
        'dynamodb:Query on <Table.Arn>/index/recent',
        'dynamodb:Query on <Table.Arn>/index/unfinished',
        'logs:CreateLogStream on <WidgetLogs.Arn>',
        'logs:PutLogEvents on <WidgetLogs.Arn>',
        's3:DeleteObject on <Bucket.Arn>/dead/*',
        's3:DeleteObject on <Bucket.Arn>/quarantine/*',
        's3:GetObject on <Bucket.Arn>/content/*',
        's3:GetObject on <Bucket.Arn>/dead/*',
        's3:GetObject on <Bucket.Arn>/large/*',
        's3:GetObject on <Bucket.Arn>/quarantine/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is content/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is dead/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is large/*',
        's3:ListBucket on <Bucket.Arn> where s3:prefix is quarantine/*',
        's3:PutObject on <Bucket.Arn>/large/*',
        ...['EventsDeadLetters', 'OutboxDeadLetters'].flatMap((queue) => [
          `sqs:ChangeMessageVisibility on <${queue}.Arn>`,
          `sqs:DeleteMessage on <${queue}.Arn>`,
          `sqs:GetQueueAttributes on <${queue}.Arn>`,
          `sqs:ReceiveMessage on <${queue}.Arn>`,
        ]),
        'sqs:SendMessage on <EventsQueue.Arn>',
        'sqs:SendMessage on <OutboxQueue.Arn>',
      ].toSorted(),
    );
  });

  test('has no other role, and none with a policy that AWS manages', () => {
    template.resourceCountIs('AWS::IAM::Role', handsOver ? 7 : 6);
    template.allResourcesProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: Match.absent(),
    });
  });

  test.each<[id: string, schema: z.ZodMiniType]>([
    ['Ingest', ingestEnvSchema],
    ['Persist', persistEnvSchema],
    ['Send', sendEnvSchema],
    ['Watch', watchEnvSchema],
    ['Widget', widgetEnvSchema],
    ['Api', apiEnvSchema],
  ])('sets every variable that %s demands', (id, schema) => {
    const environment = environmentOf(template, id);

    expect(schema.safeParse(environment).error).toBeUndefined();
    expect(environment).toMatchObject({
      POWERTOOLS_SERVICE_NAME: id.toLowerCase(),
      POWERTOOLS_METRICS_NAMESPACE: 'HaptikRelay',
    });
  });

  test('tells the functions where each channel sends to, and where its credentials are', () => {
    const channels: unknown = JSON.parse(environmentOf(template, 'Send').CHANNELS ?? '');

    const baseUrl = 'https://staging-messenger.haptikapi.com';
    const send = sends && { send: { baseUrl, credentialsId: '<Credentialshaptik>' } };
    const haptik = { name: 'haptik', source: 'haptik', signatureHeader: 'X-Hub-Signature' };
    expect(channels).toEqual([
      { ...haptik, businessIds: 'any', secretId: '<Secretshaptik>', ...send },
      expect.objectContaining({ name: 'fineguide' }),
    ]);
  });

  test('puts out the URLs and the commands that show and store secrets', () => {
    const outputs = Object.entries(template.findOutputs('*')).map(([name, { Value }]) => [
      name,
      render(Value),
    ]);

    expect(Object.fromEntries(outputs)).toEqual({
      ApiUrl: '<HttpApi.ApiEndpoint>',
      DashboardUrl: `https://<AWS::Region>.console.aws.amazon.com/cloudwatch/home?region=<AWS::Region>#dashboards/dashboard/haptik-relay-${stage}`,
      WebhookUrlHaptik: '<HttpApi.ApiEndpoint>/webhooks/haptik',
      ShowSecretHaptik:
        'aws secretsmanager get-secret-value --region <AWS::Region> --secret-id <Secretshaptik> --query SecretString --output text',
      ...(sends && {
        StoreTokenHaptik: `aws secretsmanager put-secret-value --region <AWS::Region> --secret-id <Credentialshaptik> --secret-string '{"token":"TOKEN","clientId":"CLIENT_ID"}'`,
      }),
      WebhookUrlFineguide: '<HttpApi.ApiEndpoint>/webhooks/fineguide',
      ShowSecretFineguide:
        'aws secretsmanager get-secret-value --region <AWS::Region> --secret-id <Secretsfineguide> --query SecretString --output text',
    });
  });
});

test('a stack with a domain of its own says where its DNS record must lead', () => {
  const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
  const template = templateOf('prod', { domainName: 'relay.example.com', certificateArn });
  const outputOf = (name: string) => render(Object.values(template.findOutputs(name))[0]?.Value);

  expect(outputOf('ApiUrl')).toBe('https://relay.example.com');
  expect(outputOf('WebhookUrlHaptik')).toBe('https://relay.example.com/webhooks/haptik');
  expect(outputOf('DomainTarget')).toBe('<HttpDomainName.RegionalDomainName>');
  expect(outputOf('DomainTargetZone')).toBe('<HttpDomainName.RegionalHostedZoneId>');
});
