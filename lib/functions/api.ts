import type { Construct } from 'constructs';
import { RelayFunction } from '#lib/constructs/relay-function.ts';
import { limits } from '#lib/limits.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { Parts } from './parts.ts';

export const addApi = (
  scope: Construct,
  { settings, table, bucket, events, outbox, secrets, credentials }: Parts,
): RelayFunction<'Api'> => {
  const api = new RelayFunction(scope, 'Api', {
    environment: {
      CHANNELS: secrets.channelsJson,
      TABLE_NAME: table.tableName,
      BUCKET_NAME: bucket.bucketName,
      EVENTS_QUEUE_URL: events.url,
      OUTBOX_QUEUE_URL: outbox.url,
      RETENTION_DAYS: String(settings.retentionDays),
      VERSION: packageJson.version,
    },
    limits: limits.api,
    settings,
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
