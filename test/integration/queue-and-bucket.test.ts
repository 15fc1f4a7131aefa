import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { createSetAside } from '#functions/persist/set-aside.ts';
import { createBucket } from '#functions/shared/adapters/bucket.ts';
import { createFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { someTime } from '#test/support/samples.ts';
import { useBucketEnvironment } from '#test/support/use-bucket-environment.ts';

const emulators = await useEmulators();
const sqs = new SQSClient(emulators.sqs);
const s3 = new S3Client(emulators.s3);
const { signal } = new AbortController();

useBucketEnvironment(String(emulators.s3.endpoint));

const onlyObject = async (Bucket: string) => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const [Key, ...others] = Contents.map((object) => object.Key ?? '');
  expect(others).toEqual([]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return { key: Key, content: JSON.parse((await Body?.transformToString()) ?? '') };
};

describe('the events queue', () => {
  test('hands out each group in its order and drops repeats', async () => {
    const url = await emulators.createQueue('events.fifo', { FifoQueue: 'true' });
    const queue = createFifoQueue(sqs, url);
    for (const [group, body] of ['a 1', 'b 1', 'a 2', 'a 1', 'b 2'].map((text) => text.split(' '))) {
      const deduplicationId = `${group}-${body}`;
      await queue.send({ body: deduplicationId, group: group ?? '', deduplicationId }, signal);
    }

    const received: string[] = [];
    while (received.length < 4) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 1 }),
      );
      for (const { Body = '', ReceiptHandle } of Messages) {
        received.push(Body);
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      }
    }

    const { Messages: left = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(received.filter((body) => body.startsWith('a'))).toEqual(['a-1', 'a-2']);
    expect(received.filter((body) => body.startsWith('b'))).toEqual(['b-1', 'b-2']);
    expect(left).toEqual([]);
  });

  const refusals: [what: string, body: string][] = [
    ['holds a character that SQS refuses', 'a\uFFFF'],
    ['is too long for SQS', 'a'.repeat(1024 * 1024 + 1)],
  ];

  test.each(refusals)('says that it can never take a message that %s', async (_, body) => {
    const url = await emulators.createQueue('events.fifo', { FifoQueue: 'true' });
    const sending = createFifoQueue(sqs, url).send({ body, group: 'g', deduplicationId: 'd' }, signal);

    await expect(sending).rejects.toThrow(BrokenRecordError);
  });

  test('takes an envelope whatever characters its body holds', async () => {
    const url = await emulators.createQueue('events.fifo', { FifoQueue: 'true' });
    const characters = Array.from({ length: 0x110 }, (_, at) => String.fromCharCode(at * 0xf1)).join('');
    const body = encodeEnvelope({
      v: 1,
      deliveryId: 'd',
      channel: 'haptik',
      source: 'haptik',
      receivedAt: someTime,
      group: 'g',
      body: `${characters}\uFFFE\uFFFF\uD800🧾`,
    });

    await createFifoQueue(sqs, url).send({ body, group: 'g', deduplicationId: 'd' }, signal);

    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(Messages.map(({ Body }) => Body)).toEqual([body]);
  });

  test('may take later what it does not take because it is not there', async () => {
    const url = await emulators.createQueue('events.fifo', { FifoQueue: 'true' });
    const other = createFifoQueue(sqs, url.replace(/[^/]+$/, 'other.fifo'));

    const error = await other
      .send({ body: 'b', group: 'g', deduplicationId: 'd' }, signal)
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(BrokenRecordError);
  });

  test('stops waiting when it is told to', async () => {
    const url = await emulators.createQueue('events.fifo', { FifoQueue: 'true' });
    const sending = createFifoQueue(sqs, url).send(
      { body: 'b', group: 'g', deduplicationId: 'd' },
      AbortSignal.abort(),
    );

    await expect(sending).rejects.toThrow(/abort/i);
  });
});

describe('the bucket', () => {
  test('keeps a quarantined delivery byte by byte', async () => {
    const name = await emulators.createBucket('relay');
    const body = Buffer.from([0xff, 0x00, 0x0a]);

    await createQuarantine(createBucket(name)).keep(
      {
        deliveryId: 'd/1=',
        channel: 'haptik',
        source: 'haptik',
        receivedAt: someTime,
        reason: 'r',
        headers: { a: 'b' },
        body,
      },
      signal,
    );

    expect(await onlyObject(name)).toEqual({
      key: 'quarantine/haptik/2026-11-21T09:00:00.000Z_d%2F1%3D',
      content: {
        v: 1,
        deliveryId: 'd/1=',
        channel: 'haptik',
        source: 'haptik',
        receivedAt: someTime,
        reason: 'r',
        headers: { a: 'b' },
        body: '/wAK',
      },
    });
  });

  test('keeps a record that was set aside, with the reason', async () => {
    const name = await emulators.createBucket('relay');
    const record = { id: 'r-1', body: 'x', receiveCount: 5 };

    await createSetAside(createBucket(name), () => someTime)(record, 'no envelope');

    expect(await onlyObject(name)).toEqual({
      key: 'dead/2026-11-21T09:00:00.000Z_r-1',
      content: { v: 1, reason: 'no envelope', record },
    });
  });
});
