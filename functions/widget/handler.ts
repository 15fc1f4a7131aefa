import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { openDeadLetters } from '#functions/shared/adapters/dead-letters.ts';
import { createAuditLog } from '#functions/shared/adapters/dynamo/audit-log.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { openFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { createObservation } from '#functions/shared/adapters/observation.ts';
import { createWakeUps } from '#functions/shared/adapters/wake-ups.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { widgetEnvSchema } from './env.ts';
import { createWidget } from './widget.ts';

/** What the last letter of a redrive, or the last of several replays, and what is shown after it may still take: milliseconds. */
const lastStepMs = 15_000;

const env = readEnvironment(widgetEnvSchema, process.env);
const clock = Date.now;
const { log, about, perInvocation } = createObservation();

const bucket = createBucket(env.BUCKET_NAME);
const table = {
  client: new DynamoDBClient(clientSettings({ connectMs: 500, requestMs: 2000, attempts: 2 })),
  tableName: env.TABLE_NAME,
  bucket,
  expiry: expiryAfter(env.RETENTION_DAYS),
  clock,
};

const widget = createWidget({
  reader: createConversationReader(table),
  store: createConversationWriter(table),
  outbox: createOutboxStore(table),
  bucket,
  queue: openFifoQueue(env.EVENTS_QUEUE_URL, 2000),
  wakeUps: createWakeUps(openFifoQueue(env.OUTBOX_QUEUE_URL, 2000)),
  deadLetters: {
    events: openDeadLetters(env.EVENTS_DEAD_LETTERS_URL, clock),
    outbox: openDeadLetters(env.OUTBOX_DEAD_LETTERS_URL, clock),
  },
  audit: createAuditLog(table, 'widget'),
  sourceNamed,
  channels: env.CHANNELS,
  log,
  clock,
});

export const handler = middy<unknown, string>()
  .use(perInvocation())
  .handler(async (event, context) => {
    about('requestId', context.awsRequestId);
    return widget(event, {
      // With the alias or version that was called, so that buttons call the same.
      endpoint: context.invokedFunctionArn,
      requestId: context.awsRequestId,
      until: clock() + context.getRemainingTimeInMillis() - lastStepMs,
    });
  });
