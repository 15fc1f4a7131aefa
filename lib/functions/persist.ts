import type { Construct } from 'constructs';
import { RelayFunction } from '#lib/constructs/relay-function.ts';
import { limits } from '#lib/limits.ts';
import type { Parts } from './parts.ts';

export const addPersist = (
  scope: Construct,
  { settings, table, bucket, events }: Parts,
): RelayFunction<'Persist'> => {
  const persist = new RelayFunction(scope, 'Persist', {
    environment: {
      TABLE_NAME: table.tableName,
      BUCKET_NAME: bucket.bucketName,
      RETENTION_DAYS: String(settings.retentionDays),
    },
    limits: limits.persist,
    settings,
  });
  persist.consume(events.queue, { batchSize: 10, maxConcurrency: settings.persistConcurrency });
  persist.may(['dynamodb:BatchGetItem', 'dynamodb:Query'], table.tableArn);
  persist.may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn);
  persist.mayList(bucket, 'large');
  persist.may(['s3:GetObject'], bucket.objectsIn('large'));
  persist.may(['s3:PutObject'], bucket.objectsIn('content'));
  persist.may(['s3:PutObject'], bucket.objectsIn('quarantine'), bucket.objectsIn('dead'));
  return persist;
};
