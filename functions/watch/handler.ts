import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { openEventsQueue } from '#functions/shared/adapters/events-queue.ts';
import { createLog } from '#functions/shared/adapters/log.ts';
import { createMetrics, flushMetrics } from '#functions/shared/adapters/metrics.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { watchEnvSchema } from './env.ts';
import { createSweep } from './sweep.ts';
import { createWatch } from './watch.ts';

/** What the last step may still take, in milliseconds: two calls of the bucket that begin late. */
const lastStepMs = 10_000;

const env = readEnvironment(watchEnvSchema, process.env);
const clock = Date.now;
const log = createLog();
const metrics = createMetrics();

const sweep = createSweep({
  bucket: createBucket(env.BUCKET_NAME),
  queue: openEventsQueue(env.EVENTS_QUEUE_URL, 2000),
  metrics,
  log,
  clock,
});

const watch = createWatch({ duties: [{ name: 'sweep', run: sweep }], log });

export const handler = middy<ScheduledEvent, void>()
  .use(flushMetrics(metrics))
  .handler(async (_event, context) => {
    await watch(clock() + context.getRemainingTimeInMillis() - lastStepMs);
  });
