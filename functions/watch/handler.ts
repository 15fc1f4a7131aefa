import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { openFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { createObservation } from '#functions/shared/adapters/observation.ts';
import { createWakeUps } from '#functions/shared/adapters/wake-ups.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { watchEnvSchema } from './env.ts';
import { createExpireUploads } from './expire-uploads.ts';
import { createSweep } from './sweep.ts';
import { createWakeForgotten } from './wake-forgotten.ts';
import { createWatch } from './watch.ts';

/** What the last step may still take, in milliseconds: two calls of the bucket that begin late. */
const lastStepMs = 10_000;

const env = readEnvironment(watchEnvSchema, process.env);
const clock = Date.now;
const { log, metrics, perInvocation } = createObservation();

const sweep = createSweep({
  bucket: createBucket(env.BUCKET_NAME),
  queue: openFifoQueue(env.EVENTS_QUEUE_URL, 2000),
  metrics,
  log,
  clock,
});

const outbox = createOutboxStore({
  client: new DynamoDBClient(clientSettings({ connectMs: 500, requestMs: 2000, attempts: 2 })),
  tableName: env.TABLE_NAME,
  expiry: expiryAfter(env.RETENTION_DAYS),
  clock,
});
const channels = env.CHANNELS.filter(({ send }) => send !== undefined).map(({ name }) => name);

const wakeForgotten = createWakeForgotten({
  outbox,
  wakeUps: createWakeUps(openFifoQueue(env.OUTBOX_QUEUE_URL, 2000)),
  channels,
  timeScale: env.RELAY_TIME_SCALE,
  clock,
});
const expireUploads = createExpireUploads({ outbox, channels, metrics, clock });

const watch = createWatch({
  duties: [
    { name: 'sweep', run: sweep },
    { name: 'wake-forgotten', run: wakeForgotten },
    { name: 'expire-uploads', run: expireUploads },
  ],
  log,
});

export const handler = middy<ScheduledEvent, void>()
  .use(perInvocation())
  .handler(async (_event, context) => {
    await watch(clock() + context.getRemainingTimeInMillis() - lastStepMs);
  });
