import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createProbeNotes } from '#functions/shared/adapters/dynamo/probe-notes.ts';
import { encodeSpilled, spillKey } from '#functions/shared/domain/spill.ts';
import { readMessages, untilStored } from '#test/support/api-client.ts';
import { bucketOf, tableOf } from './aws/resources.ts';
import { readDeployment } from './deployment.ts';
import { queueMessageOf } from './queue-message-of.ts';

const { doorUrl: apiUrl, stackName } = readDeployment();
const s3 = new S3Client({});

/** The schedule runs once a minute, and what it does takes a moment. */
const patience = { timeout: 100_000, interval: 1000 };

test('what ingest spilled moves to its conversation once the schedule runs watch', async () => {
  const id = randomUUID();
  const Bucket = await bucketOf(stackName);
  const Key = spillKey({ id, receivedAt: Date.now() });
  const Body = encodeSpilled({ channel: 'haptik', ...(await queueMessageOf('spilled', id)) });
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));

  await expect
    .poll(() => s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key })), patience)
    .toMatchObject({ KeyCount: 0 });
  await untilStored(apiUrl, 'haptik:343:spilled', 1);

  expect(await readMessages(apiUrl, 'haptik:343:spilled')).toMatchObject([{ text: 'text 1' }]);
});

test.each(['haptik', 'fineguide'])(
  'a probe of %s comes in by the public URL and is noted',
  async (channel) => {
    const client = new DynamoDBClient({});
    const notes = createProbeNotes({ client, tableName: await tableOf(stackName) });

    await expect.poll(() => notes.latest(channel), patience).toMatchObject({ probeId: expect.any(String) });
  },
);
