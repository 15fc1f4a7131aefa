import { Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import packageJson from '../package.json' with { type: 'json' };
import { checkConfiguration } from './check-configuration.ts';
import { ChannelSecrets } from './constructs/channel-secrets.ts';
import { PlatformCredentials } from './constructs/platform-credentials.ts';
import { RelayAlarms } from './constructs/relay-alarms.ts';
import { RelayBucket } from './constructs/relay-bucket.ts';
import { RelayFunction } from './constructs/relay-function.ts';
import { RelayHttpApi } from './constructs/relay-http-api.ts';
import { RelayQueue } from './constructs/relay-queue.ts';
import { RelayTable } from './constructs/relay-table.ts';
import { limits } from './limits.ts';
import { addOutputs } from './outputs.ts';
import type { Stage } from './stage.ts';

/** What the functions share. */
type Parts = {
  readonly stage: Stage;
  readonly table: RelayTable;
  readonly bucket: RelayBucket;
  readonly events: RelayQueue;
  readonly outbox: RelayQueue;
  readonly secrets: ChannelSecrets;
  readonly credentials: PlatformCredentials;
};

/**
 * webhook ─► ingest ─► events ─► persist ─► table ◄─ api ◄─ own backend
 *              └─► bucket ─► watch ─► events   ▲      └─► outbox
 *                                              └─ send ◄────┘
 *                                platform ◄─────────┘
 */
export class RelayStack extends Stack {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id, { terminationProtection: stage.protected });
    checkConfiguration({ limits, stage });

    const credentials = new PlatformCredentials(this, 'Credentials', stage);
    const { channels } = credentials;
    const parts: Parts = {
      stage,
      table: new RelayTable(this, 'Table', stage),
      bucket: new RelayBucket(this, 'Bucket', stage),
      events: new RelayQueue(this, 'Events', { limits: limits.events, stage }),
      outbox: new RelayQueue(this, 'Outbox', { limits: limits.outbox, stage }),
      secrets: new ChannelSecrets(this, 'Secrets', { channels, stage }),
      credentials,
    };
    const ingest = addIngest(this, parts);
    addPersist(this, parts);
    addSend(this, parts);
    addWatch(this, parts);
    const api = addApi(this, parts);

    const http = new RelayHttpApi(this, 'Http', { ingest: ingest.function, api: api.function, stage });
    new RelayAlarms(this, 'Alarms', {
      channels: stage.channels,
      httpApi: http.api,
      deadLetters: { events: parts.events.deadLetters, outbox: parts.outbox.deadLetters },
    });
    addOutputs(this, { apiUrl: http.url, channels: parts.secrets.channels });
  }
}

const addIngest = (scope: Construct, { stage, bucket, events, secrets }: Parts): RelayFunction<'Ingest'> => {
  const ingest = new RelayFunction(scope, 'Ingest', {
    environment: {
      CHANNELS: secrets.channelsJson,
      EVENTS_QUEUE_URL: events.url,
      BUCKET_NAME: bucket.bucketName,
    },
    limits: limits.ingest,
    stage,
  });
  ingest.may(['secretsmanager:GetSecretValue'], ...secrets.arns);
  ingest.may(['sqs:SendMessage'], events.arn);
  ingest.may(['s3:PutObject'], bucket.objectsIn('quarantine'), bucket.objectsIn('spill'));
  ingest.may(['s3:PutObject'], bucket.objectsIn('large'));
  return ingest;
};

const addPersist = (scope: Construct, { stage, table, bucket, events }: Parts): void => {
  const persist = new RelayFunction(scope, 'Persist', {
    environment: {
      TABLE_NAME: table.tableName,
      BUCKET_NAME: bucket.bucketName,
      RETENTION_DAYS: String(stage.retentionDays),
    },
    limits: limits.persist,
    stage,
  });
  persist.consume(events.queue, { batchSize: 10, maxConcurrency: stage.persistConcurrency });
  persist.may(['dynamodb:BatchGetItem', 'dynamodb:Query'], table.tableArn);
  persist.may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
  persist.mayList(bucket, 'large');
  persist.may(['s3:GetObject'], bucket.objectsIn('large'));
  persist.may(['s3:PutObject'], bucket.objectsIn('content'));
  persist.may(['s3:PutObject'], bucket.objectsIn('quarantine'), bucket.objectsIn('dead'));
};

const addSend = (scope: Construct, { stage, table, bucket, outbox, secrets, credentials }: Parts): void => {
  const send = new RelayFunction(scope, 'Send', {
    environment: {
      CHANNELS: secrets.channelsJson,
      TABLE_NAME: table.tableName,
      BUCKET_NAME: bucket.bucketName,
      OUTBOX_QUEUE_URL: outbox.url,
      RETENTION_DAYS: String(stage.retentionDays),
    },
    limits: limits.send,
    stage,
  });
  // One at a time: while one user's command waits, it must not hold up another's.
  send.consume(outbox.queue, { batchSize: 1, maxConcurrency: stage.sendConcurrency });
  send.may(['sqs:ChangeMessageVisibility'], outbox.arn);
  send.may(['dynamodb:BatchGetItem'], table.tableArn);
  send.may(['dynamodb:Query'], table.tableArn, table.indexArn('bySeq'), table.indexArn('inLane'));
  send.may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
  send.may(['secretsmanager:GetSecretValue'], ...credentials.arns);
  send.mayList(bucket, 'uploads');
  send.may(['s3:GetObject'], bucket.objectsIn('uploads'));
  send.mayList(bucket, 'content');
  send.may(['s3:GetObject', 's3:PutObject'], bucket.objectsIn('content'));
};

const addWatch = (scope: Construct, { stage, table, bucket, events, outbox, secrets }: Parts): void => {
  const watch = new RelayFunction(scope, 'Watch', {
    environment: {
      EVENTS_QUEUE_URL: events.url,
      BUCKET_NAME: bucket.bucketName,
      CHANNELS: secrets.channelsJson,
      TABLE_NAME: table.tableName,
      OUTBOX_QUEUE_URL: outbox.url,
      RETENTION_DAYS: String(stage.retentionDays),
    },
    limits: limits.watch,
    stage,
  });
  watch.runEvery(Duration.minutes(limits.watchEveryMinutes));
  watch.may(['sqs:SendMessage'], events.arn, outbox.arn);
  watch.mayList(bucket, 'spill');
  watch.may(['s3:GetObject', 's3:DeleteObject'], bucket.objectsIn('spill'));
  watch.may(['s3:PutObject'], bucket.objectsIn('dead'));
  watch.may(['dynamodb:Query'], table.indexArn('unfinished'), table.indexArn('inLane'));
  watch.may(['dynamodb:BatchGetItem', 'dynamodb:PutItem'], table.tableArn);
};

const addApi = (
  scope: Construct,
  { stage, table, bucket, events, outbox, secrets, credentials }: Parts,
): RelayFunction<'Api'> => {
  const api = new RelayFunction(scope, 'Api', {
    environment: {
      CHANNELS: secrets.channelsJson,
      TABLE_NAME: table.tableName,
      BUCKET_NAME: bucket.bucketName,
      EVENTS_QUEUE_URL: events.url,
      OUTBOX_QUEUE_URL: outbox.url,
      RETENTION_DAYS: String(stage.retentionDays),
      VERSION: packageJson.version,
    },
    limits: limits.api,
    stage,
  });
  api.may(['dynamodb:BatchGetItem'], table.tableArn);
  api.may(['dynamodb:Query'], table.tableArn, ...table.indexArns);
  api.may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
  api.may(['secretsmanager:GetSecretValue'], ...credentials.arns);
  api.may(['sqs:SendMessage'], events.arn, outbox.arn);
  api.mayList(bucket, 'content');
  api.may(['s3:GetObject', 's3:PutObject'], bucket.objectsIn('content'));
  api.mayList(bucket, 'quarantine');
  api.may(['s3:GetObject', 's3:DeleteObject'], bucket.objectsIn('quarantine'));
  api.may(['s3:PutObject'], bucket.objectsIn('large'));
  // Callers put their files there with URLs that this function signs, so it must be allowed to itself.
  api.mayList(bucket, 'uploads');
  api.may(['s3:GetObject', 's3:PutObject'], bucket.objectsIn('uploads'));
  return api;
};
