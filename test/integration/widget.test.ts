import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, test, vi } from 'vitest';
import { createBucket as openBucket } from '#functions/shared/adapters/bucket.ts';
import { createAuditLog } from '#functions/shared/adapters/dynamo/audit-log.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { clientConfigurations } from '#test/support/emulators.ts';
import { lambdaContext } from '#test/support/lambda-context.ts';
import { sampleMessage } from '#test/support/outbox-samples.ts';
import { type Pressable, pressables, readHtml } from '#test/support/read-html.ts';
import { messageEnvelope } from '#test/support/redrive-setting.ts';
import { resourceMakers } from '#test/support/resources.ts';
import { widgetEvent } from '#test/support/widget-event.ts';

// The function as Lambda runs it: environment first, then the module, then events as CloudWatch sends them.
const emulators = await startEmulators({});
const configurations = clientConfigurations(emulators.endpoints);
const { createBucket, createQueue, createTable } = resourceMakers(configurations);
const fifo = { FifoQueue: 'true' };

const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: emulators.endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: emulators.endpoints.sqs,
  AWS_ENDPOINT_URL_S3: emulators.endpoints.s3,
  POWERTOOLS_METRICS_NAMESPACE: 'HaptikRelay',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  CHANNELS: JSON.stringify([
    {
      name: 'haptik',
      source: 'haptik',
      signatureHeader: 'X-Hub-Signature',
      secretId: 's',
      businessIds: 'any',
      send: { baseUrl: 'https://platform.example', credentialsId: 'c' },
    },
  ]),
  EVENTS_QUEUE_URL: await createQueue('events.fifo', fifo),
  EVENTS_DEAD_LETTERS_URL: await createQueue('events-dead.fifo', fifo),
  OUTBOX_QUEUE_URL: await createQueue('outbox.fifo', fifo),
  OUTBOX_DEAD_LETTERS_URL: await createQueue('outbox-dead.fifo', fifo),
  BUCKET_NAME: await createBucket('relay'),
  TABLE_NAME: await createTable('relay'),
  RETENTION_DAYS: '30',
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

const { handler } = await import('#functions/widget/handler.ts');
const sqs = new SQSClient(configurations.sqs);
const bucket = openBucket(environment.BUCKET_NAME);
const clock = Date.now;
const table = {
  client: new DynamoDBClient(configurations.dynamodb),
  tableName: environment.TABLE_NAME,
  bucket,
  expiry: expiryAfter(30),
  clock,
};

afterAll(async () => {
  vi.unstubAllEnvs();
  await emulators.close();
});

const context = { ...lambdaContext, getRemainingTimeInMillis: () => 30_000 };

const call = async (params: object, changes: object = {}) => {
  const html = await handler(widgetEvent(params, changes), context);
  return { html, ...readHtml(html) };
};

const press = async (html: string, label: string) => {
  const button = pressables(html).find((one: Pressable) => one.label === label);
  if (button === undefined) throw new Error(`There is no button ${label}.`);
  return call(button.params);
};

const received = async (QueueUrl: string): Promise<string[]> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => Body);
};

const audited = async () => {
  const entries = await createAuditLog(table, 'widget').onDay(clock(), 100);
  return entries.map(({ action, door, what }) => ({ action, door, what }));
};

const tell = async (user: string, id: number, text: string) => {
  const store = createConversationWriter(table);
  const payload = haptikMessage(user, id, text);
  const reading = sourceNamed('haptik').read(payload);
  if (reading.outcome !== 'understood') throw new Error('no news');
  const arrival = { channel: 'haptik', source: 'haptik', receivedAt: clock(), payload, news: reading.news };
  await createAppend({ store, clock, pause: async () => {} })([arrival], Number.MAX_SAFE_INTEGER);
};

test('CloudWatch’s question what this is gets Markdown', async () => {
  expect(await handler({ describe: true }, context)).toContain('## haptik-relay');
});

test('a transcript is found from the list of conversations, and by a form', async () => {
  await tell('u-1', 1, 'Where is my order?');
  await tell('u-1', 2, 'On its way');

  const { html, text } = await call({ view: 'conversations' }, { theme: 'dark' });
  const opened = await press(html, 'haptik:343:u-1');
  const forms = { all: { channel: 'haptik', user: 'u-1', conversation: '' } };
  const asked = await call({ view: 'transcript', form: true }, { forms });

  expect(html).toContain('relay dark');
  expect(text).not.toContain('Where is my order?');
  expect(opened.text).toMatch(/Where is my order\?.*On its way/s);
  expect(asked.text).toContain('On its way');
  expect(html).toContain(`endpoint="${context.invokedFunctionArn}"`);
});

test('a dead letter is planned, put back and audited, and one that was stored meanwhile is only removed', async () => {
  await tell('u-2', 1, 'stored meanwhile');
  for (const id of [1, 2]) {
    const message = { MessageBody: messageEnvelope('u-2', id), MessageGroupId: 'u-2' };
    const QueueUrl = environment.EVENTS_DEAD_LETTERS_URL;
    await sqs.send(new SendMessageCommand({ QueueUrl, ...message, MessageDeduplicationId: `d-${id}` }));
  }

  const { html, text } = await call({ view: 'attention' });
  const planned = await press(html, 'Plan a redrive');
  const beforehand = await received(environment.EVENTS_QUEUE_URL);
  const done = await press(planned.html, 'Put back (100 at most)');

  expect(text).toContain('u-2-1');
  expect(planned.text).toContain('haptik:343:u-2');
  expect(beforehand).toEqual([]);
  expect(done.text).toContain('1 went back, 1 was done already.');
  expect(
    (await received(environment.EVENTS_QUEUE_URL)).map((body) => decodeEnvelope(body).deliveryId),
  ).toEqual(['u-2-2']);
  expect(await audited()).toEqual(
    expect.arrayContaining([
      { action: 'redrive', door: 'widget', what: 'events: put back none; done already u-2-1' },
      { action: 'redrive', door: 'widget', what: 'events: put back u-2-2; done already none' },
    ]),
  );
});

const quarantine = (deliveryId: string, body: string) =>
  createQuarantine(bucket).keep({
    deliveryId,
    channel: 'haptik',
    source: 'haptik',
    receivedAt: clock(),
    reason: 'why not',
    headers: { 'user-agent': 'Haptik' },
    body: Buffer.from(body),
  });

test('a delivery in quarantine is replayed, and a failed command retried', async () => {
  await quarantine('d-9', haptikMessage('u-3', 1));
  const outbox = createOutboxStore(table);
  const failed = { ...sampleMessage(1), status: 'failed', place: undefined, updatedAt: clock() } as const;
  await outbox.add(failed);

  const replayed = await press((await call({ view: 'attention' })).html, 'Replay');
  const retried = await press((await call({ view: 'outbox' })).html, 'Retry');

  expect(replayed.text).toContain('The delivery d-9 is understood now');
  expect(await bucket.list('quarantine/', { limit: 9 })).toMatchObject({ keys: [] });
  const { retriedAs = '' } = (await outbox.get(failed.outboxId)) ?? {};
  expect(retried.text).toContain(`as ${retriedAs}.`);
  expect(await outbox.get(retriedAs)).toMatchObject({ status: 'queued', requestId: context.awsRequestId });
  expect(await received(environment.OUTBOX_QUEUE_URL)).toHaveLength(1);
  expect(await audited()).toEqual(
    expect.arrayContaining([
      { action: 'replay', door: 'widget', what: 'd-9' },
      { action: 'retry', door: 'widget', what: failed.outboxId },
    ]),
  );
});

test('quarantine is looked at, and tried again all at once', async () => {
  await quarantine('d-10', '{"say":"survey"}');
  await quarantine('d-11', haptikMessage('u-4', 1));

  const list = await call({ view: 'attention' });
  const shown = await press(list.html, 'Show');
  const back = await press(shown.html, 'Back to the list');
  const replayed = await press(back.html, 'Replay all shown');

  expect(list.text).not.toContain('survey');
  expect(shown.text).toMatch(/why not.*user-agent: Haptik.*\{"say":"survey"\}/s);
  expect(replayed.text).toMatch(/1 is understood now.*1 stays in quarantine\..*d-10/s);
  expect((await bucket.list('quarantine/', { limit: 9 })).keys).toEqual([expect.stringContaining('_d-10')]);
  const whats = (await audited()).map(({ what }) => what);
  expect(whats).toEqual(expect.arrayContaining(['d-10', 'd-11']));
});
