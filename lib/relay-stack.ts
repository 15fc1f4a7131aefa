import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import packageJson from '../package.json' with { type: 'json' };
import { checkConfiguration } from './check-configuration.ts';
import { ChannelSecrets } from './constructs/channel-secrets.ts';
import { RelayBucket } from './constructs/relay-bucket.ts';
import { RelayFunction } from './constructs/relay-function.ts';
import { RelayHttpApi } from './constructs/relay-http-api.ts';
import { RelayQueue } from './constructs/relay-queue.ts';
import { RelayTable } from './constructs/relay-table.ts';
import { limits } from './limits.ts';
import { addOutputs } from './outputs.ts';
import type { Stage } from './stage.ts';

/** webhook ─► ingest ─► events ─► persist ─► table ◄─ api ◄─ own backend */
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
    ingest.may(['s3:PutObject'], bucket.objectsIn('quarantine'));

    const persist = new RelayFunction(this, 'Persist', {
      environment: { TABLE_NAME: table.tableName, BUCKET_NAME: bucket.bucketName, RETENTION_DAYS },
      limits: limits.persist,
      stage,
    });
    persist.consume(events.queue, { maxConcurrency: stage.persistConcurrency });
    persist.may(['dynamodb:BatchGetItem'], table.tableArn);
    persist.may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
    persist.may(['s3:PutObject'], bucket.objectsIn('dead'));

    const api = new RelayFunction(this, 'Api', {
      environment: { CHANNELS, TABLE_NAME: table.tableName, VERSION: packageJson.version },
      limits: limits.api,
      stage,
    });
    api.may(['dynamodb:BatchGetItem'], table.tableArn);
    api.may(['dynamodb:Query'], table.tableArn, ...table.indexArns);

    const http = new RelayHttpApi(this, 'Http', { ingest: ingest.function, api: api.function, stage });
    addOutputs(this, { apiUrl: http.url, channels: secrets.channels });
  }
}
