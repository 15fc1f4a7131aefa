import { Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import packageJson from '../package.json' with { type: 'json' };
import { checkConfiguration } from './check-configuration.ts';
import { ChannelSecrets } from './constructs/channel-secrets.ts';
import { RelayAlarms } from './constructs/relay-alarms.ts';
import { RelayBucket } from './constructs/relay-bucket.ts';
import { RelayFunction } from './constructs/relay-function.ts';
import { RelayHttpApi } from './constructs/relay-http-api.ts';
import { RelayQueue } from './constructs/relay-queue.ts';
import { RelayTable } from './constructs/relay-table.ts';
import { limits } from './limits.ts';
import { addOutputs } from './outputs.ts';
import type { Stage } from './stage.ts';

/**
 * webhook ─► ingest ─► events ─► persist ─► table ◄─ api ◄─ own backend
 *              └─► bucket ─► watch ─► events
 */
export class RelayStack extends Stack {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id, { terminationProtection: stage.protected });
    checkConfiguration({ limits, stage });

    const table = new RelayTable(this, 'Table', stage);
    const bucket = new RelayBucket(this, 'Bucket', stage);
    const events = new RelayQueue(this, 'Events', { limits: limits.events, stage });
    const secrets = new ChannelSecrets(this, 'Secrets', stage);
    const { channelsJson: CHANNELS } = secrets;
    const RETENTION_DAYS = String(stage.retentionDays);

    const ingest = new RelayFunction(this, 'Ingest', {
      environment: { CHANNELS, EVENTS_QUEUE_URL: events.url, BUCKET_NAME: bucket.bucketName },
      limits: limits.ingest,
      stage,
    });
    ingest.may(['secretsmanager:GetSecretValue'], ...secrets.arns);
    ingest.may(['sqs:SendMessage'], events.arn);
    ingest.may(['s3:PutObject'], bucket.objectsIn('quarantine'), bucket.objectsIn('spill'));
    ingest.may(['s3:PutObject'], bucket.objectsIn('large'));

    const persist = new RelayFunction(this, 'Persist', {
      environment: { TABLE_NAME: table.tableName, BUCKET_NAME: bucket.bucketName, RETENTION_DAYS },
      limits: limits.persist,
      stage,
    });
    persist.consume(events.queue, { maxConcurrency: stage.persistConcurrency });
    persist.may(['dynamodb:BatchGetItem', 'dynamodb:Query'], table.tableArn);
    persist.may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
    persist.mayList(bucket, 'large');
    persist.may(['s3:GetObject'], bucket.objectsIn('large'));
    persist.may(['s3:PutObject'], bucket.objectsIn('content'));
    persist.may(['s3:PutObject'], bucket.objectsIn('quarantine'), bucket.objectsIn('dead'));

    const watch = new RelayFunction(this, 'Watch', {
      environment: { EVENTS_QUEUE_URL: events.url, BUCKET_NAME: bucket.bucketName },
      limits: limits.watch,
      stage,
    });
    watch.runEvery(Duration.minutes(limits.watchEveryMinutes));
    watch.may(['sqs:SendMessage'], events.arn);
    watch.mayList(bucket, 'spill');
    watch.may(['s3:GetObject', 's3:DeleteObject'], bucket.objectsIn('spill'));
    watch.may(['s3:PutObject'], bucket.objectsIn('dead'));

    const api = new RelayFunction(this, 'Api', {
      environment: {
        CHANNELS,
        TABLE_NAME: table.tableName,
        BUCKET_NAME: bucket.bucketName,
        EVENTS_QUEUE_URL: events.url,
        VERSION: packageJson.version,
      },
      limits: limits.api,
      stage,
    });
    api.may(['dynamodb:BatchGetItem'], table.tableArn);
    api.may(['dynamodb:Query'], table.tableArn, ...table.indexArns);
    api.mayList(bucket, 'content');
    api.may(['s3:GetObject'], bucket.objectsIn('content'));
    api.mayList(bucket, 'quarantine');
    api.may(['s3:GetObject', 's3:DeleteObject'], bucket.objectsIn('quarantine'));
    api.may(['s3:PutObject'], bucket.objectsIn('large'));
    api.may(['sqs:SendMessage'], events.arn);

    const http = new RelayHttpApi(this, 'Http', { ingest: ingest.function, api: api.function, stage });
    new RelayAlarms(this, 'Alarms', stage);
    addOutputs(this, { apiUrl: http.url, channels: secrets.channels });
  }
}
