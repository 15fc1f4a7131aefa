import type { Construct } from 'constructs';
import { RelayFunction } from '#lib/constructs/relay-function.ts';
import type { FunctionLimits } from '#lib/limits.ts';
import type { Parts } from './parts.ts';

// Somebody waits for it in front of a dashboard. No page of AWS's tells how long CloudWatch does; its own samples may run
// a minute. Far below the two minutes for which a redrive holds dead letters (functions/shared/adapters/dead-letters.ts).
const limits: FunctionLimits = { memoryMb: 512, timeoutSeconds: 30 };

/**
 * What CloudWatch's custom widgets show. CloudWatch calls it with the rights of whoever looks at the dashboard, so it
 * needs no policy of its own: who may invoke it may read conversations, and redrive, replay and retry.
 */
export const addWidget = (
  scope: Construct,
  { settings, table, bucket, events, outbox, secrets }: Parts,
): RelayFunction<'Widget'> => {
  const widget = new RelayFunction(scope, 'Widget', {
    environment: {
      CHANNELS: secrets.channelsJson,
      TABLE_NAME: table.tableName,
      BUCKET_NAME: bucket.bucketName,
      EVENTS_QUEUE_URL: events.url,
      EVENTS_DEAD_LETTERS_URL: events.deadLetters.queueUrl,
      OUTBOX_QUEUE_URL: outbox.url,
      OUTBOX_DEAD_LETTERS_URL: outbox.deadLetters.queueUrl,
      RETENTION_DAYS: String(settings.retentionDays),
    },
    limits,
    settings,
  });
  widget.may(['dynamodb:BatchGetItem'], table.tableArn);
  widget.may(['dynamodb:Query'], table.tableArn, table.indexArn('recent'));
  widget.may(['dynamodb:Query'], table.indexArn('unfinished'), table.indexArn('inLane'));
  // The audit, and a command that is sent again.
  widget.may(['dynamodb:PutItem'], table.tableArn);
  widget.mayList(bucket, 'content');
  widget.may(['s3:GetObject'], bucket.objectsIn('content'));
  widget.mayList(bucket, 'large');
  widget.may(['s3:GetObject', 's3:PutObject'], bucket.objectsIn('large'));
  for (const folder of ['quarantine', 'dead'] as const) {
    widget.mayList(bucket, folder);
    widget.may(['s3:GetObject', 's3:DeleteObject'], bucket.objectsIn(folder));
  }
  widget.may(['sqs:SendMessage'], events.arn, outbox.arn);
  for (const { deadLetters } of [events, outbox]) {
    widget.may(['sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], deadLetters.queueArn);
    widget.may(['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'], deadLetters.queueArn);
  }
  return widget;
};
