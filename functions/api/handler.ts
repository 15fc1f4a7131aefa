import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { createAuditLog } from '#functions/shared/adapters/dynamo/audit-log.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createIdempotencyStore } from '#functions/shared/adapters/dynamo/idempotency-store.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { openFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { createHaptik } from '#functions/shared/adapters/haptik/haptik.ts';
import { type Answer, jsonText } from '#functions/shared/adapters/http/answer.ts';
import { errorsToAnswers } from '#functions/shared/adapters/http/errors-to-answers.ts';
import { type RawRequest, rawBody } from '#functions/shared/adapters/http/raw-body.ts';
import { createObservation } from '#functions/shared/adapters/observation.ts';
import { createPlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import { createUploads } from '#functions/shared/adapters/uploads.ts';
import { createWakeUps } from '#functions/shared/adapters/wake-ups.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { jitteredPause } from '#functions/shared/append/pause.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { createApi, type Route } from './api.ts';
import { apiEnvSchema } from './env.ts';

/** How long a call of the platform may take at most, beyond what each route allows: milliseconds. */
const platformLimits = { connectMs: 3_000, totalMs: 26_000, idleMs: 4_000, perMegabyteMs: 0 };

const env = readEnvironment(apiEnvSchema, process.env);
const clock = Date.now;
const { log, about, perInvocation } = createObservation();

const bucket = createBucket(env.BUCKET_NAME);
const uploads = createUploads(env.BUCKET_NAME);
const table = {
  client: new DynamoDBClient(clientSettings({ connectMs: 500, requestMs: 3000, attempts: 3 })),
  tableName: env.TABLE_NAME,
  bucket,
  expiry: expiryAfter(env.RETENTION_DAYS),
  clock,
};
const secretsManager = new SecretsManagerClient(
  clientSettings({ connectMs: 500, requestMs: 2000, attempts: 2 }),
);

const api = createApi({
  reader: createConversationReader(table),
  append: createAppend({ store: createConversationWriter(table), clock, pause: jitteredPause }),
  outbox: createOutboxStore(table),
  idempotency: createIdempotencyStore(table),
  wakeUps: createWakeUps(openFifoQueue(env.OUTBOX_QUEUE_URL, 2000)),
  platform: createHaptik({
    credentials: createPlatformCredentials(secretsManager, clock),
    openFile: uploads.open,
    clock,
    limits: platformLimits,
  }),
  uploads,
  bucket,
  audit: createAuditLog(table, 'api'),
  queue: openFifoQueue(env.EVENTS_QUEUE_URL, 3000),
  sourceNamed,
  channels: env.CHANNELS,
  version: env.VERSION,
  clock,
  pause: setTimeout,
  signalAfter: (milliseconds) => AbortSignal.timeout(milliseconds),
  log,
});

const routes: ReadonlyMap<string, Route> = new Map(Object.entries(api));

export const handler = middy<RawRequest, Answer>()
  .use(perInvocation())
  .use(rawBody())
  .use(errorsToAnswers(log))
  .handler(async ({ routeKey, requestContext, rawBody: body, ...event }) => {
    about('requestId', requestContext.requestId);
    const route = routes.get(routeKey);
    if (route === undefined)
      throw new Error(`The template has a route that this function lacks: ${routeKey}`);
    const { pathParameters = {}, queryStringParameters = {}, headers, rawPath, rawQueryString } = event;
    const answer = await route({
      id: requestContext.requestId,
      path: pathParameters,
      query: queryStringParameters,
      line: `${requestContext.http.method} ${rawPath}?${rawQueryString}`,
      body,
      idempotencyKey: headers['idempotency-key'],
    });
    return jsonText(answer.status, answer.body);
  });
