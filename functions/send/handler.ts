import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { createBreakerStore } from '#functions/shared/adapters/dynamo/breaker-store.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { createHaptik } from '#functions/shared/adapters/haptik/haptik.ts';
import { createHold } from '#functions/shared/adapters/hold.ts';
import { createObservation } from '#functions/shared/adapters/observation.ts';
import { createPlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import { createUploads } from '#functions/shared/adapters/uploads.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { jitteredPause } from '#functions/shared/append/pause.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { timingAt } from '#functions/shared/domain/outbox/timing.ts';
import { sendEnvSchema } from './env.ts';
import { createFindConversation } from './find-conversation.ts';
import { createRecordSent } from './record-sent.ts';
import { createSend } from './send.ts';
import { createServe } from './serve.ts';

/** What the last attempt may still take, in milliseconds: the platform's part, and the table's before and after it. */
const lastAttemptMs = 45_000;

/** What must be left when the last try at writing begins. */
const lastWriteMs = 8_000;

const env = readEnvironment(sendEnvSchema, process.env);
const clock = Date.now;
const { log, metrics, about, perInvocation } = createObservation();

const bucket = createBucket(env.BUCKET_NAME);
const table = {
  client: new DynamoDBClient(clientSettings({ connectMs: 500, requestMs: 1500, attempts: 3 })),
  tableName: env.TABLE_NAME,
  bucket,
  expiry: expiryAfter(env.RETENTION_DAYS),
  clock,
};
const secretsManager = new SecretsManagerClient(
  clientSettings({ connectMs: 500, requestMs: 2000, attempts: 2 }),
);
const store = createConversationWriter(table);

const send = createSend({
  outbox: createOutboxStore(table),
  breakers: createBreakerStore(table),
  platform: createHaptik({
    credentials: createPlatformCredentials(secretsManager, clock),
    openFile: createUploads(env.BUCKET_NAME).open,
    clock,
  }),
  reader: createConversationReader(table),
  find: createFindConversation({ store, clock }),
  recordSent: createRecordSent({ append: createAppend({ store, clock, pause: jitteredPause }), store }),
  channels: env.CHANNELS,
  timing: timingAt(env.RELAY_TIME_SCALE),
  metrics,
  log,
  about,
  clock,
  random: Math.random,
  pause: jitteredPause,
});

const serve = createServe({ send, hold: createHold(env.OUTBOX_QUEUE_URL), log });

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(perInvocation())
  .handler(async ({ Records }, context) => {
    const end = clock() + context.getRemainingTimeInMillis();
    const failed = await serve(
      Records.map(({ messageId, body, receiptHandle }) => ({ id: messageId, body, receiptHandle })),
      { beginUntil: end - lastAttemptMs, until: end - lastWriteMs },
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
