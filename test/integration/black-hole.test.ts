import { type AddressInfo, createServer } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, test } from 'vitest';
import { createChannelSecrets } from '#functions/shared/adapters/channel-secrets.ts';
import { clientSettings } from '#functions/shared/adapters/client-settings.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { SecretsUnavailableError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { clientSettings as emulated } from '#local/emulators/client-settings.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';

// Takes connections and never answers.
const blackHole = createServer(() => {}).listen(0, '127.0.0.1');
await new Promise((resolve) => blackHole.once('listening', resolve));
const { port }: AddressInfo = Object(blackHole.address());
const endpoint = `http://127.0.0.1:${port}`;
afterAll(() => {
  blackHole.close();
});

const impatient = { ...emulated, ...clientSettings({ connectMs: 50, requestMs: 50, attempts: 1 }), endpoint };
const patient = {
  ...emulated,
  ...clientSettings({ connectMs: 60_000, requestMs: 60_000, attempts: 9 }),
  endpoint,
};

const message = { body: 'b', group: 'g', deduplicationId: 'd' };
const never = new AbortController().signal;

describe('a dependency that never answers', () => {
  test('is given up after the time that its client is given', async () => {
    const queue = createFifoQueue(new SQSClient(impatient), `${endpoint}/queue.fifo`);

    await expect(queue.send(message, never)).rejects.toThrow(/timed out|timeout/i);
  });

  test('is given up when the step has taken too long, however patient its client is', async () => {
    const queue = createFifoQueue(new SQSClient(patient), `${endpoint}/queue.fifo`);

    await expect(queue.send(message, AbortSignal.timeout(50))).rejects.toThrow(/abort|timeout/i);
  });

  test('leaves the table unavailable', async () => {
    const bucket = createMemoryBucket();
    const table = { client: new DynamoDBClient(impatient), tableName: 't', bucket, clock: Date.now };

    await expect(createConversationReader(table).head('haptik:1:u')).rejects.toThrow(StoreUnavailableError);
  });

  test('leaves the secrets unavailable', async () => {
    const secrets = createChannelSecrets(new SecretsManagerClient(patient), Date.now);
    const channel = {
      name: 'haptik',
      source: 'haptik',
      signatureHeader: 'X-Hub-Signature',
      secretId: 's',
      businessIds: 'any',
    } as const;

    await expect(secrets.of(channel, AbortSignal.timeout(50))).rejects.toThrow(SecretsUnavailableError);
  });
});
