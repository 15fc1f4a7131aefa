import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { createChannelSecrets } from '#functions/shared/adapters/channel-secrets.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { openFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { type Answer, json } from '#functions/shared/adapters/http/answer.ts';
import { errorsToAnswers } from '#functions/shared/adapters/http/errors-to-answers.ts';
import { type RawRequest, rawBody } from '#functions/shared/adapters/http/raw-body.ts';
import { createObservation } from '#functions/shared/adapters/observation.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { ingestEnvSchema } from './env.ts';
import { createIngest } from './ingest.ts';

const env = readEnvironment(ingestEnvSchema, process.env);
const clock = Date.now;
const { log, metrics, about, perInvocation } = createObservation();

const ingest = createIngest({
  channels: env.CHANNELS,
  sourceNamed,
  secrets: createChannelSecrets(
    new SecretsManagerClient(clientSettings({ connectMs: 500, requestMs: 1000, attempts: 3 })),
    clock,
  ),
  // A second try fits into the time that a call may take (see deadlines.ts).
  queue: openFifoQueue(env.EVENTS_QUEUE_URL, 500),
  bucket: createBucket(env.BUCKET_NAME),
  metrics,
  log,
  clock,
});

export const handler = middy<RawRequest, Answer>()
  .use(perInvocation())
  .use(errorsToAnswers(log))
  .use(rawBody())
  .handler(async ({ requestContext: { requestId: id }, pathParameters, headers, rawBody: body }) => {
    about('deliveryId', id);
    return json(200, await ingest({ id, channel: pathParameters?.channel ?? '', headers, body }));
  });
