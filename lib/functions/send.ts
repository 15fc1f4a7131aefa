import type { Construct } from 'constructs';
import { RelayFunction } from '#lib/constructs/relay-function.ts';
import { limits } from '#lib/limits.ts';
import type { Parts } from './parts.ts';

export const addSend = (
  scope: Construct,
  { settings, table, bucket, outbox, secrets, credentials }: Parts,
): RelayFunction<'Send'> => {
  const send = new RelayFunction(scope, 'Send', {
    environment: {
      CHANNELS: secrets.channelsJson,
      TABLE_NAME: table.tableName,
      BUCKET_NAME: bucket.bucketName,
      OUTBOX_QUEUE_URL: outbox.url,
      RETENTION_DAYS: String(settings.retentionDays),
    },
    limits: limits.send,
    settings,
  });
  // One at a time: while one user's command waits, it must not hold up another's.
  send.consume(outbox.queue, { batchSize: 1, maxConcurrency: settings.sendConcurrency });
  send.may(['sqs:ChangeMessageVisibility'], outbox.arn);
  send.may(['dynamodb:BatchGetItem'], table.tableArn);
  send.may(['dynamodb:Query'], table.tableArn, table.indexArn('bySeq'), table.indexArn('inLane'));
  send.may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
  send.may(['secretsmanager:GetSecretValue'], ...credentials.arns);
  send.mayList(bucket, 'uploads');
  send.may(['s3:GetObject'], bucket.objectsIn('uploads'));
  send.mayList(bucket, 'content');
  send.may(['s3:GetObject', 's3:PutObject'], bucket.objectsIn('content'));
  return send;
};
