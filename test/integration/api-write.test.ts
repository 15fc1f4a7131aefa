import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { askPath } from '#local/simulator/platform/ask-routes.ts';
import { startSimulator } from '#local/simulator/start-simulator.ts';
import { clientConfigurations } from '#test/support/emulators.ts';
import { gatewayEvent } from '#test/support/gateway-event.ts';
import { lambdaContext } from '#test/support/lambda-context.ts';
import { resourceMakers } from '#test/support/resources.ts';

// The function as Lambda runs it: environment first, then the module, then real event shapes.
const emulators = await startEmulators({});
const configurations = clientConfigurations(emulators.endpoints);
const { createBucket, createQueue, createTable } = resourceMakers(configurations);
const outboxQueue = await createQueue('outbox.fifo', { FifoQueue: 'true' });
const credentials = { token: 'token-1', clientId: 'client-1' };
emulators.secrets.set('platform', JSON.stringify(credentials));
emulators.secrets.set('wrong', JSON.stringify({ ...credentials, token: 'token-0' }));
const platform = await startSimulator({
  ...credentials,
  port: 0,
  webhookUrl: 'http://127.0.0.1:9',
  webhookSecret: 's',
  timeScale: 1,
});

const send = { baseUrl: platform.url, credentialsId: 'platform', askUrl: `${platform.url}${askPath}` };
const channel = { source: 'haptik', signatureHeader: 'X-Hub-Signature', secretId: 's', businessIds: 'any' };
const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: emulators.endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: emulators.endpoints.sqs,
  AWS_ENDPOINT_URL_S3: emulators.endpoints.s3,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: emulators.endpoints.secretsManager,
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  CHANNELS: JSON.stringify([
    { ...channel, name: 'haptik', send },
    { ...channel, name: 'stranger', send: { ...send, credentialsId: 'wrong' } },
  ]),
  EVENTS_QUEUE_URL: await createQueue('events.fifo', { FifoQueue: 'true' }),
  OUTBOX_QUEUE_URL: outboxQueue,
  BUCKET_NAME: await createBucket('relay'),
  TABLE_NAME: await createTable('relay'),
  RETENTION_DAYS: '30',
  VERSION: '0.0.0',
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

const { handler } = await import('#functions/api/handler.ts');
const sqs = new SQSClient(configurations.sqs);

afterAll(async () => {
  vi.unstubAllEnvs();
  await platform.close();
  await emulators.close();
});

beforeEach(async () => {
  await fetch(`${platform.url}/_control/reset`, { method: 'POST' });
});

const callRaw = async (
  routeKey: string,
  {
    path = {},
    body,
    ...changes
  }: { path?: Record<string, string>; body?: unknown } & Partial<Omit<APIGatewayProxyEventV2, 'body'>> = {},
) => {
  const rawPath = routeKey.replace(/^\S+ /, '').replace(/\{(\w+)\}/, (_, name) => path[name] ?? '');
  const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  return handler(
    gatewayEvent(routeKey, { rawPath, pathParameters: path, ...text, ...changes }),
    lambdaContext,
  );
};

const call = async (...request: Parameters<typeof callRaw>) => {
  const { statusCode, headers, body = '' } = await callRaw(...request);
  expect(headers).toMatchObject({ 'content-type': 'application/json' });
  return { status: statusCode, body: JSON.parse(body) };
};

/** Lets the next question wait for its reply. */
const delay = (delayMs: number) =>
  fetch(`${platform.url}/_control/script`, {
    method: 'POST',
    body: JSON.stringify([{ endpoint: `POST ${askPath}`, delayMs }]),
  });

const woken = async () => {
  const receive = new ReceiveMessageCommand({ QueueUrl: outboxQueue, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await sqs.send(receive);
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
};

const messages = 'POST /v1/conversations/{id}/messages';
const files = 'POST /v1/conversations/{id}/files';
const uploaded = 'POST /v1/outbox/{outboxId}/uploaded';
const ask = 'POST /v1/conversations/{id}/ask';
const enable = 'POST /v1/channels/{channel}/enable';
const getOutbox = 'GET /v1/outbox/{outboxId}';

describe('the api function', () => {
  test('accepts a message once, and wakes its lane', async () => {
    const request = {
      path: { id: 'haptik:343:m-1' },
      body: { text: 'नमस्ते', user: { name: 'Asha' } },
      headers: { 'idempotency-key': 'key-1' },
    };

    const [one, other] = await Promise.all([callRaw(messages, request), callRaw(messages, request)]);

    expect(one).toMatchObject({ statusCode: 202 });
    expect(other).toEqual(one);
    const { outboxId } = JSON.parse(one.body ?? '');
    expect(await call(getOutbox, { path: { outboxId } })).toMatchObject({
      status: 200,
      body: {
        id: outboxId,
        conversationId: 'haptik:343:m-1',
        kind: 'message',
        status: 'queued',
        attempts: 0,
      },
    });
    expect(await woken()).toMatchObject([{ channel: 'haptik', laneUser: 'm-1' }]);
    expect(await call(messages, { ...request, body: { text: 'other' } })).toMatchObject({
      status: 409,
      body: { error: { code: 'IDEMPOTENCY_CONFLICT' } },
    });
    expect(await call(messages, { ...request, path: { id: 'haptik:343:m-2' } })).toMatchObject({
      status: 409,
    });
    expect(await call(messages, { ...request, rawQueryString: 'a=b' })).toMatchObject({ status: 409 });
  });

  test('takes a body that came in base64', async () => {
    const body = Buffer.from('{"text":"नमस्ते"}').toString('base64');

    expect(
      await call(messages, { path: { id: 'haptik:343:m-3' }, body, isBase64Encoded: true }),
    ).toMatchObject({
      status: 202,
    });
  });

  test('names every field that is wrong', async () => {
    const { status, body } = await call(messages, {
      path: { id: 'haptik:343:m-1' },
      body: { user: { age: 41 }, colour: 'red' },
    });

    expect(status).toBe(400);
    expect(body.error.code).toBe('INVALID_REQUEST');
    expect(body.error.details.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'colour',
      'text',
      'user.age',
    ]);
  });

  test('keeps the order of a lane, and lists what is not sent', async () => {
    const path = { id: 'haptik:343:l-1' };
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      const { body } = await call(messages, { path, body: { text } });
      ids.push(body.outboxId);
    }

    const list = (query: Record<string, string>) => call('GET /v1/outbox', { queryStringParameters: query });
    const first = await list({ status: 'queued', channel: 'haptik', limit: '2' });
    const second = await list({ status: 'queued', channel: 'haptik', cursor: first.body.nextCursor });

    const seen = [...first.body.outbox, ...second.body.outbox].map(({ id }: { id: string }) => id);
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('takes a file by a signed URL, checks it, and queues it', async () => {
    const announced = { fileName: 'photo.png', contentType: 'image/png', size: 5 };
    const { status, body } = await call(files, { path: { id: 'haptik:343:f-1' }, body: announced });
    expect(status).toBe(201);
    const { outboxId, upload } = body;
    const tell = () => call(uploaded, { path: { outboxId } });
    const put = (file: string, type: string) =>
      fetch(upload.url, { method: 'PUT', body: file, headers: { 'content-type': type } });

    expect(await tell()).toMatchObject({ status: 409, body: { error: { code: 'NOT_UPLOADED' } } });
    await put('bytes and more', 'image/png');
    expect(await tell()).toMatchObject({ status: 409, body: { error: { code: 'UPLOAD_MISMATCH' } } });
    await put('bytes', 'text/html');
    expect(await tell()).toMatchObject({ status: 409, body: { error: { code: 'UPLOAD_MISMATCH' } } });
    await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: 'bytes' });

    const accepted = { status: 202, body: { outboxId, status: 'queued', conversationId: 'haptik:343:f-1' } };
    expect(await tell()).toEqual(accepted);
    expect(await tell()).toEqual(accepted);
    expect(await call(getOutbox, { path: { outboxId } })).toMatchObject({
      body: { kind: 'file', status: 'queued' },
    });
  });

  test('asks for a user whom the platform does not know yet, and stores question and reply', async () => {
    const path = { id: 'haptik:343:a-1' };

    const answer = await call(ask, { path, body: { text: 'Where is it?' } });

    expect(answer).toMatchObject({
      status: 200,
      body: { reply: [{ direction: 'in', author: { type: 'bot' }, kind: 'message' }] },
    });
    const stored = await call('GET /v1/conversations/{id}/messages', { path });
    expect(stored.body.messages).toMatchObject([
      { seq: 1, direction: 'out', text: 'Where is it?' },
      answer.body.reply[0],
    ]);
  });

  test('waits for a reply longer than a command would', async () => {
    const path = { id: 'haptik:343:a-3' };
    await call(ask, { path, body: { text: 'first' } });
    await delay(8_500);

    expect(await call(ask, { path, body: { text: 'slow' } })).toMatchObject({
      status: 200,
      body: { reply: [{ author: { type: 'bot' } }] },
    });
  });

  test('tells that the platform did not answer a question in time', async () => {
    const path = { id: 'haptik:343:a-2' };
    await call(ask, { path, body: { text: 'first' } });
    await delay(20_000);
    const request = {
      path,
      body: { text: 'slow', timeoutMs: 1000 },
      headers: { 'idempotency-key': 'key-2' },
    };

    const answer = await call(ask, request);

    expect(answer).toMatchObject({ status: 504, body: { error: { code: 'ASK_TIMED_OUT' } } });
    expect(await call(ask, request)).toEqual(answer);
    const { body } = await call('GET /v1/conversations/{id}/messages', { path });
    expect(body.messages.map(({ text }: { text: string }) => text).slice(2)).toEqual(['slow']);
  });

  test('switches the webhook on, and says why it cannot', async () => {
    expect(await call(enable, { path: { channel: 'haptik' } })).toEqual({
      status: 200,
      body: { enabled: true },
    });
    expect(await call(enable, { path: { channel: 'stranger' } })).toMatchObject({
      status: 502,
      body: {
        error: {
          code: 'PLATFORM_REFUSED',
          message: expect.stringContaining('invalid authorization details'),
        },
      },
    });
  });
});
