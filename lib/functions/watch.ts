import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RelayFunction } from '#lib/constructs/relay-function.ts';
import type { RelayHttpApi } from '#lib/constructs/relay-http-api.ts';
import { limits } from '#lib/limits.ts';
import type { Parts } from './parts.ts';

export const addWatch = (
  scope: Construct,
  { settings, table, bucket, events, outbox, secrets, credentials }: Parts,
  http: RelayHttpApi,
): RelayFunction<'Watch'> => {
  const watch = new RelayFunction(scope, 'Watch', {
    environment: {
      EVENTS_QUEUE_URL: events.url,
      BUCKET_NAME: bucket.bucketName,
      CHANNELS: secrets.channelsJson,
      TABLE_NAME: table.tableName,
      OUTBOX_QUEUE_URL: outbox.url,
      RETENTION_DAYS: String(settings.retentionDays),
      API_URL: http.url,
      API_ID: http.api.apiId,
    },
    limits: limits.watch,
    settings,
  });
  watch.runEvery(Duration.minutes(limits.watchEveryMinutes));
  watch.may(['sqs:SendMessage'], events.arn, outbox.arn);
  watch.mayList(bucket, 'spill');
  watch.may(['s3:GetObject', 's3:DeleteObject'], bucket.objectsIn('spill'));
  watch.may(['s3:PutObject'], bucket.objectsIn('dead'));
  watch.may(['dynamodb:Query'], table.indexArn('unfinished'), table.indexArn('inLane'));
  watch.may(['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
  watch.may(['secretsmanager:GetSecretValue'], ...secrets.arns, ...credentials.arns);
  watch.mayEverywhere(
    ['cloudwatch:GetMetricData'],
    "CloudWatch knows no resources to read metrics of: it is all of the account's, or none.",
  );
  return watch;
};
