import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createProbeNotes } from '#functions/shared/adapters/dynamo/probe-notes.ts';
import { createObservation } from '#functions/shared/adapters/observation.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { jitteredPause } from '#functions/shared/append/pause.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { persistEnvSchema } from './env.ts';
import { createNoteProbe } from './note-probe.ts';
import { createNoteTyping } from './note-typing.ts';
import { createOpenRecord } from './open-record.ts';
import { createPersist } from './persist.ts';
import { createSetAside } from './set-aside.ts';

/** How long a call of the bucket may take: milliseconds. */
const bucketMs = 2000;

/** What the last attempt may still take: two calls of the table, of two tries each, and one of the bucket between. */
const lastAttemptMs = 4500 + bucketMs;

const env = readEnvironment(persistEnvSchema, process.env);
const clock = Date.now;
const { log, metrics, about, perInvocation } = createObservation();

const bucket = createBucket(env.BUCKET_NAME, bucketMs);
const table = {
  client: new DynamoDBClient(clientSettings({ connectMs: 500, requestMs: 1000, attempts: 2 })),
  tableName: env.TABLE_NAME,
  bucket,
  clock,
};
const store = createConversationWriter({ ...table, expiry: expiryAfter(env.RETENTION_DAYS) });

const persist = createPersist({
  open: createOpenRecord({ read: (source, body) => sourceNamed(source).read(body), bucket }),
  append: createAppend({ store, clock, pause: jitteredPause }),
  noteTyping: createNoteTyping({ store, reader: createConversationReader(table), clock }),
  noteProbe: createNoteProbe({ notes: createProbeNotes(table), clock }),
  quarantine: createQuarantine(bucket),
  setAside: createSetAside(bucket, clock),
  metrics,
  log,
  about,
});

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(perInvocation())
  .handler(async ({ Records }, context) => {
    const failed = await persist(
      Records.map(({ messageId, body, attributes }) => ({
        id: messageId,
        body,
        receiveCount: Number(attributes.ApproximateReceiveCount),
      })),
      clock() + context.getRemainingTimeInMillis() - lastAttemptMs,
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
