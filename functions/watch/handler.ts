import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { createChannelSecrets } from '#functions/shared/adapters/channel-secrets.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { createDoor } from '#functions/shared/adapters/door.ts';
import { createAuditLog } from '#functions/shared/adapters/dynamo/audit-log.ts';
import { createBreakerStore } from '#functions/shared/adapters/dynamo/breaker-store.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createOutageStore } from '#functions/shared/adapters/dynamo/outage-store.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { createProbeNotes } from '#functions/shared/adapters/dynamo/probe-notes.ts';
import { openFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { createHaptik } from '#functions/shared/adapters/haptik/haptik.ts';
import { lazily } from '#functions/shared/adapters/lazily.ts';
import { createMetricSums } from '#functions/shared/adapters/metric-sums.ts';
import { createObservation } from '#functions/shared/adapters/observation.ts';
import { createPlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import { createUploads } from '#functions/shared/adapters/uploads.ts';
import { createWakeUps } from '#functions/shared/adapters/wake-ups.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { watchEnvSchema } from './env.ts';
import { createExpireUploads } from './expire-uploads.ts';
import { createLookAfter } from './look-after.ts';
import { createProbe } from './probe.ts';
import { createReadTraffic } from './read-traffic.ts';
import { createReenable } from './reenable.ts';
import { createSweep } from './sweep.ts';
import { createTellSending } from './tell-sending.ts';
import { createTendSpill } from './tend-spill.ts';
import { createWakeForgotten } from './wake-forgotten.ts';
import { createWatch } from './watch.ts';

/** What the last steps may still take, in milliseconds: three calls of the bucket that begin late. */
const lastStepMs = 13_000;

const env = readEnvironment(watchEnvSchema, process.env);
const { CHANNELS: channels, RELAY_TIME_SCALE: timeScale } = env;
const clock = Date.now;
const { log, metrics, perInvocation } = createObservation();
const observed = { metrics, log, timeScale, clock };

const bucket = createBucket(env.BUCKET_NAME);
const table = {
  client: new DynamoDBClient(clientSettings({ connectMs: 500, requestMs: 2000, attempts: 2 })),
  tableName: env.TABLE_NAME,
  expiry: expiryAfter(env.RETENTION_DAYS),
  clock,
};
const secretsManager = new SecretsManagerClient(
  clientSettings({ connectMs: 500, requestMs: 2000, attempts: 2 }),
);
const outbox = createOutboxStore(table);
const sending = channels.filter(({ send }) => send !== undefined).map(({ name }) => name);

const tendSpill = createTendSpill({
  sweep: createSweep({ bucket, queue: openFifoQueue(env.EVENTS_QUEUE_URL, 2000), ...observed }),
  bucket,
  ...observed,
});
const wakeForgotten = createWakeForgotten({
  outbox,
  wakeUps: createWakeUps(openFifoQueue(env.OUTBOX_QUEUE_URL, 2000)),
  channels: sending,
  ...observed,
});
const expireUploads = createExpireUploads({ outbox, channels: sending, metrics, clock });
const tellSending = createTellSending({
  outbox,
  breakers: createBreakerStore(table),
  channels: sending,
  metrics,
  clock,
});

const probe = createProbe({
  secrets: createChannelSecrets(secretsManager, clock),
  sourceNamed,
  door: createDoor(env.API_URL),
  notes: createProbeNotes(table),
  newId: ulid,
  pause: setTimeout,
  ...observed,
});
const readTraffic = createReadTraffic({
  sums: createMetricSums(clock),
  apiId: env.API_ID,
  channels: channels.map(({ name }) => name),
});
const reenable = createReenable({
  outages: createOutageStore(table),
  audit: createAuditLog(table, 'watch'),
  platform: createHaptik({
    credentials: createPlatformCredentials(secretsManager, clock),
    openFile: createUploads(env.BUCKET_NAME).open,
    clock,
  }),
  ...observed,
});

const watch = createWatch({
  duties: () => {
    // Once in a run, for all channels.
    const lookAfter = createLookAfter({ probe, readTraffic: lazily(readTraffic), reenable, metrics });
    return [
      { name: 'sweep', run: tendSpill },
      { name: 'wake-forgotten', run: wakeForgotten },
      { name: 'expire-uploads', run: expireUploads },
      { name: 'tell-sending', run: tellSending },
      ...channels.map((channel) => ({ name: `look-after-${channel.name}`, run: lookAfter(channel) })),
    ];
  },
  log,
});

export const handler = middy<ScheduledEvent, void>()
  .use(perInvocation())
  .handler(async (_event, context) => {
    await watch(clock() + context.getRemainingTimeInMillis() - lastStepMs);
  });
