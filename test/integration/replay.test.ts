import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, expect, test, vi } from 'vitest';
import { createBucket as openBucket } from '#functions/shared/adapters/bucket.ts';
import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { clientConfigurations } from '#test/support/emulators.ts';
import { gatewayEvent } from '#test/support/gateway-event.ts';
import { lambdaContext } from '#test/support/lambda-context.ts';
import { resourceMakers } from '#test/support/resources.ts';
import { someTime } from '#test/support/samples.ts';

// The function as Lambda runs it: environment first, then the module, then real event shapes.
const emulators = await startEmulators({});
const configurations = clientConfigurations(emulators.endpoints);
const { createBucket, createQueue, createTable } = resourceMakers(configurations);
const queueUrl = await createQueue('events.fifo', { FifoQueue: 'true' });
const bucketName = await createBucket('relay');

const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: emulators.endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: emulators.endpoints.sqs,
  AWS_ENDPOINT_URL_S3: emulators.endpoints.s3,
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  CHANNELS: JSON.stringify([
    {
      name: 'shop',
      source: 'fineguide',
      signatureHeader: 'X-Webhook-Secret',
      secretId: 'channel-shop',
      businessIds: ['b-1'],
    },
  ]),
  EVENTS_QUEUE_URL: queueUrl,
  OUTBOX_QUEUE_URL: 'not-used-here',
  RETENTION_DAYS: '30',
  BUCKET_NAME: bucketName,
  // A replay is noted in the audit.
  TABLE_NAME: await createTable('relay'),
  VERSION: '0.0.0',
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

const { handler } = await import('#functions/api/handler.ts');
const quarantine = createQuarantine(openBucket(bucketName));
const sqs = new SQSClient(configurations.sqs);

afterAll(async () => {
  vi.unstubAllEnvs();
  await emulators.close();
});

const call = async (routeKey: string, changes: Partial<APIGatewayProxyEventV2>) => {
  const { statusCode, body } = await handler(gatewayEvent(routeKey, changes), lambdaContext);
  return { status: statusCode, body: JSON.parse(body ?? '') };
};

const list = () => call('GET /v1/quarantine', { queryStringParameters: { channel: 'shop' } });
const get = (id: string) => call('GET /v1/quarantine/{id}', { pathParameters: { id } });
const replay = (id: string) => call('POST /v1/quarantine/{id}/replay', { pathParameters: { id } });

const keep = (deliveryId: string, body: string) =>
  quarantine.keep({
    deliveryId,
    channel: 'shop',
    source: 'fineguide',
    receivedAt: someTime,
    reason: 'role: must be USER',
    headers: { 'user-agent': 'test' },
    body: Buffer.from(body),
  });

const message = (botId: string): string =>
  JSON.stringify({
    event: 'MESSAGE',
    botId,
    sessionId: 's-1',
    role: 'OPERATOR',
    message: 'नमस्ते',
    messageId: 'm-1',
  });

test('what a newer version understands leaves quarantine by the queue', async () => {
  await keep('JKJa/XmP=', message('b-1'));
  const { body: page } = await list();
  const [{ id }] = page.quarantined;
  expect(page.quarantined).toMatchObject([{ deliveryId: 'JKJa/XmP=', reason: 'role: must be USER' }]);
  expect(await get(id)).toMatchObject({ status: 200, body: { encoding: 'utf8', body: message('b-1') } });

  expect(await replay(id)).toEqual({ status: 200, body: { status: 'accepted', deliveryId: 'JKJa/XmP=' } });

  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 }),
  );
  expect(Messages.map(({ Body }) => decodeEnvelope(Body ?? ''))).toMatchObject([
    { channel: 'shop', source: 'fineguide', receivedAt: someTime, body: message('b-1') },
  ]);
  expect(await list()).toEqual({ status: 200, body: { quarantined: [] } });
  expect(await get(id)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  expect(await replay(id)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
});

test('what is still not wanted stays', async () => {
  await keep('d-2', message('b-2'));
  const { body: page } = await list();
  const [{ id }] = page.quarantined;

  expect(await replay(id)).toEqual({
    status: 200,
    body: {
      status: 'quarantined',
      deliveryId: 'd-2',
      reason: 'business_id: is not allowed for this channel',
    },
  });

  expect(await list()).toEqual({ status: 200, body: page });
});

test.each([
  ['GET /v1/quarantine', { queryStringParameters: { colour: 'red' } }, 'colour'],
  ['GET /v1/quarantine/{id}', { pathParameters: { id: '..:spill:a' } }, 'id'],
  ['POST /v1/quarantine/{id}/replay', { pathParameters: { id: '..:spill:a' } }, 'id'],
])('%s answers 400 and names what is wrong', async (routeKey, changes, field) => {
  expect(await call(routeKey, changes)).toMatchObject({
    status: 400,
    body: { error: { code: 'INVALID_REQUEST', details: [{ field }] } },
  });
});
