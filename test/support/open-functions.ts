import { randomUUID } from 'node:crypto';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ScheduledEvent } from 'aws-lambda';
import { vi } from 'vitest';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { decodeEnvelope, type Envelope } from '#functions/shared/domain/envelope.ts';
import type { Emulators } from '#local/emulators/start-emulators.ts';
import { clientConfigurations } from './emulators.ts';
import { gatewayEvent } from './gateway-event.ts';
import { lambdaContext } from './lambda-context.ts';
import { resourceMakers } from './resources.ts';
import { someTime } from './samples.ts';
import { sqsRecord } from './sqs-record.ts';
import { webhookRequest } from './webhook-request.ts';

const secret = 'functions-test-secret';
const secretId = 'channel-haptik';

const haptik = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId,
  businessIds: 'any',
} as const;

/** Nobody is there. */
const nowhere = 'http://127.0.0.1:9';

/** What Lambda and the template set. */
const setEnvironment = (variables: Readonly<Record<string, string>>): void => {
  const all = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_METRICS_NAMESPACE: 'HaptikRelay',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    ...variables,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
};

const objectKeys = async (s3: S3Client, Bucket: string): Promise<string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key = '' }) => Key);
};

/** Takes everything out of a queue. */
const drain = async (sqs: SQSClient, QueueUrl: string): Promise<string[]> => {
  const taken: string[] = [];
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  for (;;) {
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return taken;
    for (const { Body = '', ReceiptHandle } of Messages) {
      taken.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
};

const scheduled = (): ScheduledEvent => ({
  id: randomUUID(),
  version: '0',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: new Date(someTime).toISOString(),
  region: 'us-east-1',
  resources: [],
  detail: {},
});

/** Where the functions find AWS, the public URL and CloudWatch. */
type Endpoints = Emulators['endpoints'] & { api: string; cloudWatch: string };

/**
 * The functions ingest, persist and watch just started, as Lambda runs them: environment first, then the modules, then
 * real events. They reach AWS at these endpoints, while the test looks into the emulators themselves.
 */
export const openFunctions = async (
  emulators: Emulators,
  endpoints: Partial<Endpoints> = {},
  changes: Pick<Channel, 'send'> = {},
) => {
  const {
    sqs,
    s3,
    secretsManager,
    api = nowhere,
    cloudWatch = nowhere,
  } = { ...emulators.endpoints, ...endpoints };
  const configurations = clientConfigurations(emulators.endpoints);
  const makers = resourceMakers(configurations);
  const queueUrl = await makers.createQueue('events.fifo', { FifoQueue: 'true' });
  const bucketName = await makers.createBucket('relay');
  const tableName = await makers.createTable('relay');
  emulators.secrets.set(secretId, JSON.stringify({ current: secret }));
  setEnvironment({
    CHANNELS: JSON.stringify([{ ...haptik, ...changes }]),
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
    AWS_ENDPOINT_URL_DYNAMODB: emulators.endpoints.dynamodb,
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch,
    EVENTS_QUEUE_URL: queueUrl,
    BUCKET_NAME: bucketName,
    OUTBOX_QUEUE_URL: queueUrl,
    TABLE_NAME: tableName,
    RETENTION_DAYS: '30',
    API_URL: api,
    API_ID: 'api',
  });
  vi.resetModules();
  const { handler: ingest } = await import('#functions/ingest/handler.ts');
  const { handler: persist } = await import('#functions/persist/handler.ts');
  const { handler: watch } = await import('#functions/watch/handler.ts');
  const clients = { sqs: new SQSClient(configurations.sqs), s3: new S3Client(configurations.s3) };

  return {
    tableName,
    /** Posts a body to the webhook of the channel `haptik`. */
    deliver: async (body: string) => {
      const request = webhookRequest({ body, secret, requestId: randomUUID() });
      const { statusCode, headers, body: answer = '' } = await ingest(request, lambdaContext);
      return { statusCode, headers, body: JSON.parse(answer) };
    },
    /** The same with headers of the sender's own. */
    receive: (body: string, headers: Record<string, string>) => {
      const pathParameters = { channel: haptik.name };
      const request = { headers, pathParameters, body };
      return ingest(gatewayEvent('POST /webhooks/{channel}', request, randomUUID()), lambdaContext);
    },
    /** Lets persist do what is in the queue. */
    persistQueued: async () => {
      const bodies = await drain(clients.sqs, queueUrl);
      if (bodies.length > 0) await persist({ Records: bodies.map((body) => sqsRecord(body)) }, lambdaContext);
    },
    /** Lets the schedule come round. */
    watch: async () => {
      await watch(scheduled(), { ...lambdaContext, getRemainingTimeInMillis: () => 50_000 });
    },
    /** Names of the bucket's objects. */
    keys: () => objectKeys(clients.s3, bucketName),
    /** Takes everything out of the queue. */
    queued: async (): Promise<Envelope[]> => (await drain(clients.sqs, queueUrl)).map(decodeEnvelope),
  };
};
