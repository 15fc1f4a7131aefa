import { randomUUID } from 'node:crypto';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { decodeEnvelope, type Envelope } from '#functions/shared/domain/envelope.ts';
import type { Emulators } from '#local/emulators/start-emulators.ts';
import { clientConfigurations } from './emulators.ts';
import { lambdaContext } from './lambda-context.ts';
import { resourceMakers } from './resources.ts';
import { someTime } from './samples.ts';
import { webhookRequest } from './webhook-request.ts';

const secret = 'functions-test-secret';
const secretId = 'channel-haptik';

const channels = [
  { name: 'haptik', source: 'haptik', signatureHeader: 'X-Hub-Signature', secretId, businessIds: 'any' },
];

/** What Lambda and the template set. */
const setEnvironment = (variables: Readonly<Record<string, string>>): void => {
  const all = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_METRICS_NAMESPACE: 'HaptikRelay',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    CHANNELS: JSON.stringify(channels),
    ...variables,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
};

const objectKeys = async (s3: S3Client, Bucket: string): Promise<string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key = '' }) => Key);
};

/** Takes everything out of a queue. */
const drain = async (sqs: SQSClient, QueueUrl: string): Promise<Envelope[]> => {
  const taken: Envelope[] = [];
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  for (;;) {
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return taken;
    for (const { Body = '', ReceiptHandle } of Messages) {
      taken.push(decodeEnvelope(Body));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
};

/**
 * The functions ingest and watch just started, as Lambda runs them: environment first, then the modules, then real
 * events. They reach AWS at these endpoints, while the test looks into the emulators themselves.
 */
export const openFunctions = async (
  emulators: Emulators,
  endpoints: Partial<Emulators['endpoints']> = {},
) => {
  const { sqs, s3, secretsManager } = { ...emulators.endpoints, ...endpoints };
  const configurations = clientConfigurations(emulators.endpoints);
  const makers = resourceMakers(configurations);
  const queueUrl = await makers.createQueue('events.fifo', { FifoQueue: 'true' });
  const bucketName = await makers.createBucket('relay');
  emulators.secrets.set(secretId, JSON.stringify({ current: secret }));
  setEnvironment({
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
    EVENTS_QUEUE_URL: queueUrl,
    BUCKET_NAME: bucketName,
    OUTBOX_QUEUE_URL: queueUrl,
    TABLE_NAME: await makers.createTable('relay'),
    RETENTION_DAYS: '30',
    AWS_ENDPOINT_URL_DYNAMODB: emulators.endpoints.dynamodb,
  });
  vi.resetModules();
  const { handler: ingest } = await import('#functions/ingest/handler.ts');
  const { handler: watch } = await import('#functions/watch/handler.ts');
  const clients = { sqs: new SQSClient(configurations.sqs), s3: new S3Client(configurations.s3) };

  return {
    /** Posts a body to the webhook of the channel `haptik`. */
    deliver: async (body: string) => {
      const request = webhookRequest({ body, secret, requestId: randomUUID() });
      const { statusCode, headers, body: answer = '' } = await ingest(request, lambdaContext);
      return { statusCode, headers, body: JSON.parse(answer) };
    },
    /** Lets the schedule come round. */
    watch: async () => {
      const event = {
        id: randomUUID(),
        version: '0',
        'detail-type': 'Scheduled Event' as const,
        source: 'aws.events',
        account: '000000000000',
        time: new Date(someTime).toISOString(),
        region: 'us-east-1',
        resources: [],
        detail: {},
      };
      await watch(event, { ...lambdaContext, getRemainingTimeInMillis: () => 50_000 });
    },
    /** Names of the bucket's objects. */
    keys: () => objectKeys(clients.s3, bucketName),
    /** Takes everything out of the queue. */
    queued: () => drain(clients.sqs, queueUrl),
  };
};
