import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmulatorsProcess } from './emulators-process.ts';
import { openFifoQueue } from './fifo-queue.ts';
import { writeUntilFailure } from './write-until-failure.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'relay-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

type Running = Awaited<ReturnType<typeof startEmulatorsProcess>>;

/** The queue as a start of the relay finds it: made if absent. Messages in flight stay so for half a day. */
const openQueue = async ({ sqs }: Running, name = 'events', attributes: Record<string, string> = {}) => {
  const QueueName = `${name}.fifo`;
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '43200', ...attributes };
  const { QueueUrl = '' } = await new SQSClient(sqs).send(new CreateQueueCommand({ QueueName, Attributes }));
  return openFifoQueue({ ...sqs, maxAttempts: 1 }, QueueUrl);
};

test.each(['only the parent', 'the process group'] as const)(
  'messages acknowledged before %s is killed are there after, in order',
  async (whom) => {
    const groups = ['a', 'b', 'c', 'd'];
    const before = await startEmulatorsProcess(dataDir);
    const queue = await openQueue(before);
    const writers = groups.map((group) => writeUntilFailure((n) => queue.send(group, `${n}`)));
    await Promise.all(writers.map((writer) => writer.reached(50)));

    await before.kill(whom);
    const acknowledged = await Promise.all(writers.map((writer) => writer.acknowledged));

    const after = await startEmulatorsProcess(dataDir);
    const stored = await (await openQueue(after)).drain();
    for (const [index, group] of groups.entries()) {
      const expected = acknowledged[index]?.map((n) => `${group}: ${n}`) ?? [];
      const found = stored.filter((message) => message.startsWith(group));
      expect(found.slice(0, expected.length)).toEqual(expected);
    }
    await after.close();
  },
);

test('items and objects acknowledged before a kill are there after', async () => {
  const before = await startEmulatorsProcess(dataDir);
  const dynamodb = new DynamoDBClient({ ...before.dynamodb, maxAttempts: 1 });
  const s3 = new S3Client({ ...before.s3, maxAttempts: 1 });
  const TableName = 'relay';
  const Bucket = 'spill';
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket }));
  const items = writeUntilFailure((n) =>
    dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: `${n}` } } })),
  );
  const objects = writeUntilFailure((n) =>
    s3.send(new PutObjectCommand({ Bucket, Key: `${n}`, Body: 'a delivery' })),
  );
  await Promise.all([items.reached(50), objects.reached(50)]);

  await before.kill('only the parent');
  const acknowledgedItems = await items.acknowledged;
  const acknowledgedObjects = await objects.acknowledged;

  const after = await startEmulatorsProcess(dataDir);
  const { Items } = await new DynamoDBClient(after.dynamodb).send(new ScanCommand({ TableName }));
  const { Contents } = await new S3Client(after.s3).send(new ListObjectsV2Command({ Bucket }));
  expect(Items?.map(({ pk }) => Number(pk?.S))).toEqual(expect.arrayContaining(acknowledgedItems));
  expect(Contents?.map(({ Key }) => Number(Key))).toEqual(expect.arrayContaining(acknowledgedObjects));
  await after.close();
});

test('what was in flight at a kill is visible at once after it, before later messages', async () => {
  const before = await startEmulatorsProcess(dataDir);
  const queue = await openQueue(before);
  await queue.send('a', 'first');
  await queue.send('a', 'second');
  await queue.receive();

  await before.kill('only the parent');
  const after = await startEmulatorsProcess(dataDir);

  const resumed = await openQueue(after);
  const [again] = await resumed.receive();
  expect(again).toMatchObject({ Body: 'first', Attributes: { ApproximateReceiveCount: '2' } });
  await resumed.remove(again?.ReceiptHandle);
  expect(await resumed.drain()).toEqual(['a: second']);
  await after.close();
});

test('a deleted message does not come back after a kill', async () => {
  const before = await startEmulatorsProcess(dataDir);
  const queue = await openQueue(before);
  await queue.send('a', 'done');
  await queue.drain();

  await before.kill('only the parent');
  const after = await startEmulatorsProcess(dataDir);

  expect(await (await openQueue(after)).drain()).toEqual([]);
  await after.close();
});

test('a dead letter stays one after a kill', async () => {
  const before = await startEmulatorsProcess(dataDir);
  const deadLetterTargetArn = await (await openQueue(before, 'dead')).attribute('QueueArn');
  const queue = await openQueue(before, 'events', {
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
  });
  await queue.send('a', 'poison');
  await queue.receive();
  await queue.receive();

  await before.kill('only the parent');
  const after = await startEmulatorsProcess(dataDir);

  expect(await (await openQueue(after, 'dead')).drain()).toEqual(['a: poison']);
  await after.close();
});

test('a message released by a visibility time-out of zero is received again, also with a data directory', async () => {
  const running = await startEmulatorsProcess(dataDir);
  const queue = await openQueue(running);
  await queue.send('a', 'released');
  const [taken] = await queue.receive();

  await queue.hide(taken?.ReceiptHandle, 0);

  expect(await queue.drain()).toEqual(['a: released']);
  await running.close();
});

test('what a restarted system acknowledges outlives the next kill too', async () => {
  const first = await startEmulatorsProcess(dataDir);
  await (await openQueue(first)).send('a', 'first run');
  await first.kill('only the parent');
  const second = await startEmulatorsProcess(dataDir);
  const queue = await openQueue(second);
  await queue.send('a', 'second run');
  await queue.remove((await queue.receive())[0]?.ReceiptHandle);

  await second.kill('only the parent');
  const third = await startEmulatorsProcess(dataDir);

  expect(await (await openQueue(third)).drain()).toEqual(['a: second run']);
  await third.close();
});

test('a queue URL names the endpoint of the current run', async () => {
  const before = await startEmulatorsProcess(dataDir);
  const { url } = await openQueue(before);
  await before.close();

  const after = await startEmulatorsProcess(dataDir);

  expect(url).toBe(`${before.sqs.endpoint}/000000000000/events.fifo`);
  expect((await openQueue(after)).url).toBe(`${after.sqs.endpoint}/000000000000/events.fifo`);
  await after.close();
});

test('a queue keeps its attributes over a restart', async () => {
  const before = await startEmulatorsProcess(dataDir);
  await openQueue(before, 'events', { VisibilityTimeout: '7' });
  await before.close();

  const after = await startEmulatorsProcess(dataDir);

  const queue = await openQueue(after, 'events', { VisibilityTimeout: '7' });
  expect(await queue.attribute('VisibilityTimeout')).toBe('7');
  await after.close();
});
