import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { openEventsQueue } from '#functions/shared/adapters/events-queue.ts';
import { type Answer, json } from '#functions/shared/adapters/http/answer.ts';
import { errorsToAnswers } from '#functions/shared/adapters/http/errors-to-answers.ts';
import { createLog } from '#functions/shared/adapters/log.ts';
import { readEnvironment } from '#functions/shared/domain/environment.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { createApi, type Route } from './api.ts';
import { apiEnvSchema } from './env.ts';

const env = readEnvironment(apiEnvSchema, process.env);
const clock = Date.now;
const bucket = createBucket(env.BUCKET_NAME);

const routes: ReadonlyMap<string, Route> = new Map(
  Object.entries(
    createApi({
      reader: createConversationReader({
        client: new DynamoDBClient(clientSettings({ connectMs: 500, requestMs: 3000, attempts: 3 })),
        tableName: env.TABLE_NAME,
        bucket,
        clock,
      }),
      bucket,
      queue: openEventsQueue(env.EVENTS_QUEUE_URL, 3000),
      sourceNamed,
      channels: env.CHANNELS,
      version: env.VERSION,
      clock,
      pause: setTimeout,
    }),
  ),
);

export const handler = middy<APIGatewayProxyEventV2, Answer>()
  .use(errorsToAnswers(createLog()))
  .handler(async ({ routeKey, pathParameters = {}, queryStringParameters = {} }) => {
    const route = routes.get(routeKey);
    if (route === undefined)
      throw new Error(`The template has a route that this function lacks: ${routeKey}`);
    return json(200, await route({ path: pathParameters, query: queryStringParameters }));
  });
