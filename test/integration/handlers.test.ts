import { createHmac } from 'node:crypto';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, SQSRecord } from 'aws-lambda';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { decodeEnvelope, encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { clientConfigurations } from '#test/support/emulators.ts';
import { gatewayEvent } from '#test/support/gateway-event.ts';
import { lambdaContext } from '#test/support/lambda-context.ts';
import { resourceMakers } from '#test/support/resources.ts';
import { someTime } from '#test/support/samples.ts';
import { sqsRecord } from '#test/support/sqs-record.ts';

// The functions as Lambda runs them: environment first, then the module, then real event shapes.
const emulators = await startEmulators({});
const configurations = clientConfigurations(emulators.endpoints);
const { createBucket, createQueue, createTable } = resourceMakers(configurations);
const queueUrl = await createQueue('events.fifo', { FifoQueue: 'true' });
const secret = 'handler-test-secret';
emulators.secrets.set('channel-haptik', JSON.stringify({ current: secret }));

const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: emulators.endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: emulators.endpoints.sqs,
  AWS_ENDPOINT_URL_S3: emulators.endpoints.s3,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: emulators.endpoints.secretsManager,
  POWERTOOLS_METRICS_NAMESPACE: 'HaptikRelay',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  CHANNELS: JSON.stringify([
    {
      name: 'haptik',
      source: 'haptik',
      signatureHeader: 'X-Hub-Signature',
      secretId: 'channel-haptik',
      businessIds: 'any',
    },
  ]),
  EVENTS_QUEUE_URL: queueUrl,
  OUTBOX_QUEUE_URL: queueUrl,
  BUCKET_NAME: await createBucket('relay'),
  TABLE_NAME: await createTable('relay'),
  RETENTION_DAYS: '30',
  VERSION: '0.0.0',
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

const { handler: ingest } = await import('#functions/ingest/handler.ts');
const { handler: persist } = await import('#functions/persist/handler.ts');
const { handler: api } = await import('#functions/api/handler.ts');

afterAll(async () => {
  vi.unstubAllEnvs();
  await emulators.close();
});

const message = (id: number, changes: object = {}): string =>
  JSON.stringify({
    timestamp: '2026-11-21T09:00:00.000Z',
    user: { auth_id: 'u-1' },
    business_id: 343,
    event_name: 'message',
    agent: { id: 1, name: 'gogo', is_automated: true },
    message: { id, body: { text: `text ${id}`, type: 'TEXT', data: {} } },
    ...changes,
  });

const webhook = (body: string, signature = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`) =>
  gatewayEvent('POST /webhooks/{channel}', {
    body,
    headers: { 'x-hub-signature': signature },
    pathParameters: { channel: 'haptik' },
  });

const record = (messageId: string, body: string): SQSRecord =>
  sqsRecord(
    encodeEnvelope({
      v: 1,
      deliveryId: messageId,
      channel: 'haptik',
      source: 'haptik',
      receivedAt: someTime,
      group: 'group',
      body,
    }),
    messageId,
  );

const get = async (routeKey: string, changes: Partial<APIGatewayProxyEventV2>) => {
  const { statusCode, body } = await api(gatewayEvent(routeKey, changes), lambdaContext);
  return { statusCode, body: JSON.parse(body ?? '') };
};

describe('the ingest function', () => {
  const sqs = new SQSClient(configurations.sqs);
  const nextDelivery = async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
    return Messages.map(({ Body }) => decodeEnvelope(Body ?? ''));
  };

  test('answers 200 once the delivery is in the queue', async () => {
    const answer = await ingest(webhook(message(1)), lambdaContext);

    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toEqual({ status: 'accepted', deliveryId: 'request-1' });
    expect(await nextDelivery()).toMatchObject([
      { deliveryId: 'request-1', channel: 'haptik', body: message(1) },
    ]);
  });

  test('verifies the bytes that were sent where the gateway hands them over in base64', async () => {
    const event = webhook(message(2));
    const encoded = { ...event, isBase64Encoded: true, body: Buffer.from(message(2)).toString('base64') };

    expect(await ingest(encoded, lambdaContext)).toMatchObject({ statusCode: 200 });
  });

  test('answers 401 to a wrong signature, 404 to an unknown channel', async () => {
    const forged = await ingest(webhook(message(3), `sha1=${'0'.repeat(40)}`), lambdaContext);
    const lost = await ingest({ ...webhook(message(3)), pathParameters: { channel: 'x' } }, lambdaContext);

    expect(forged.statusCode).toBe(401);
    expect(JSON.parse(forged.body ?? '')).toMatchObject({ error: { code: 'BAD_SIGNATURE' } });
    expect(lost.statusCode).toBe(404);
  });

  test('answers 200 to what it does not understand', async () => {
    const answer = await ingest(webhook('{"event_name":"new"}'), lambdaContext);

    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status: 'quarantined' });
  });
});

describe('the persist function', () => {
  test('stores a batch of one conversation, out of order and repeated, and the api reads it in order', async () => {
    const ids = [5, 1, 4, 1, 3, 5, 2];

    const answer = await persist(
      { Records: ids.map((id, at) => record(`r-${at}`, message(id))) },
      lambdaContext,
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    const { statusCode, body } = await get('GET /v1/conversations/{id}/messages', {
      pathParameters: { id: 'haptik:343:u-1' },
    });
    expect(statusCode).toBe(200);
    expect(body.messages.map(({ text, seq }: { text: string; seq: number }) => [text, seq])).toEqual([
      ['text 1', 2],
      ['text 2', 5],
      ['text 3', 4],
      ['text 4', 3],
      ['text 5', 1],
    ]);
  });

  test('names the records that must come again, and stores the others', async () => {
    const broken = { ...record('broken', ''), body: 'x' };

    const answer = await persist({ Records: [broken, record('good', message(9))] }, lambdaContext);

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'broken' }] });
  });

  test('sets a record aside in the bucket once it came five times', async () => {
    const s3 = new S3Client(configurations.s3);
    const broken = record('broken', '');
    const attributes = { ...broken.attributes, ApproximateReceiveCount: '5' };

    const answer = await persist({ Records: [{ ...broken, body: 'x', attributes }] }, lambdaContext);

    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: environment.BUCKET_NAME, Prefix: 'dead/' }),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(Contents.map(({ Key }) => Key)).toEqual([expect.stringMatching(/^dead\/.*_broken$/)]);
  });

  test('writes its metrics', async () => {
    const write = vi.spyOn(process.stdout, 'write');

    await persist({ Records: [record('metric', message(77))] }, lambdaContext);
    await ingest(webhook(message(78)), lambdaContext);

    const written = write.mock.calls.join('');
    write.mockRestore();
    expect(written).toContain('"Stored":1');
    expect(written).toContain('"Accepted":1');
  });
});

describe('the api function', () => {
  test('answers errors that name the field', async () => {
    const { statusCode, body } = await get('GET /v1/conversations', {
      queryStringParameters: { limit: '0' },
    });

    expect(statusCode).toBe(400);
    expect(body.error.details.map(({ field }: { field: string }) => field)).toEqual(['channel', 'limit']);
  });

  test('answers 404 to a conversation that is not there', async () => {
    expect(
      await get('GET /v1/conversations/{id}', { pathParameters: { id: 'haptik:343:nobody' } }),
    ).toMatchObject({ statusCode: 404, body: { error: { code: 'NOT_FOUND' } } });
  });

  test('answers its version', async () => {
    expect(await get('GET /healthz', {})).toEqual({
      statusCode: 200,
      body: { status: 'ok', version: '0.0.0' },
    });
  });
});
