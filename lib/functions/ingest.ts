import type { Construct } from 'constructs';
import { RelayFunction } from '#lib/constructs/relay-function.ts';
import { limits } from '#lib/limits.ts';
import type { Parts } from './parts.ts';

export const addIngest = (
  scope: Construct,
  { settings, bucket, events, secrets }: Parts,
): RelayFunction<'Ingest'> => {
  const ingest = new RelayFunction(scope, 'Ingest', {
    environment: {
      CHANNELS: secrets.channelsJson,
      EVENTS_QUEUE_URL: events.url,
      BUCKET_NAME: bucket.bucketName,
    },
    limits: limits.ingest,
    settings,
  });
  ingest.may(['secretsmanager:GetSecretValue'], ...secrets.arns);
  ingest.may(['sqs:SendMessage'], events.arn);
  ingest.may(['s3:PutObject'], bucket.objectsIn('quarantine'), bucket.objectsIn('spill'));
  ingest.may(['s3:PutObject'], bucket.objectsIn('large'));
  return ingest;
};
