import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { startPoller } from '#local/event-source/start-poller.ts';
import { failure, type InvocationResult } from '#local/lambda/invocation-result.ts';
import type { EventSource } from '#local/template/event-sources.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { functionNamed } from '#test/support/function-named.ts';

const emulators = await useEmulators();
const sqs = new SQSClient(emulators.sqs);
afterAll(() => sqs.destroy());

const fifo = { FifoQueue: 'true', VisibilityTimeout: '30' };
const done: InvocationResult = { outcome: 'returned', payload: 'null' };

let QueueUrl = '';
beforeEach(async () => {
  QueueUrl = await emulators.createQueue('source.fifo', fifo);
});

type Function = (records: SQSRecord[]) => InvocationResult | Promise<InvocationResult>;

const poll = (run: Function, settings: Partial<EventSource> = {}): AsyncDisposable =>
  startPoller({
    sqs,
    source: {
      queue: {
        name: 'source.fifo',
        url: QueueUrl,
        arn: 'arn:aws:sqs:us-east-1:000000000000:source.fifo',
        properties: { FifoQueue: true, VisibilityTimeout: 1 },
      },
      target: functionNamed('target'),
      batchSize: 10,
      maximumConcurrency: 2,
      reportsItemFailures: true,
      ...settings,
    },
    invoke: async (_, payload) => {
      const { Records }: SQSEvent = JSON.parse(payload);
      return run(Records);
    },
  });

/** Sends texts of the form `<group> <anything>`. */
const send = async (...bodies: string[]): Promise<void> => {
  const Entries = bodies.map((body, index) => ({
    Id: String(index),
    MessageBody: body,
    MessageGroupId: body.split(' ')[0],
    MessageDeduplicationId: randomUUID(),
  }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
};

const left = async (): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
};

/** Until every message was dealt with and deleted. */
const untilDone = () => vi.waitUntil(async () => (await left()) === 0, { timeout: 30_000 });

/** A queue whose messages come again soon. */
const useImpatientQueue = async (): Promise<void> => {
  QueueUrl = await emulators.createQueue('impatient.fifo', { ...fifo, VisibilityTimeout: '1' });
};

/** Long enough for the poller to do what it must not. */
const aWhile = async (): Promise<void> => {
  for (let request = 0; request < 50; request += 1) await left();
};

test('messages that wait come in batches, and are deleted once the function has dealt with them', async () => {
  await send('a 1', 'b 1', 'c 1', 'd 1');
  const batches: string[][] = [];

  await using _ = poll(
    (records) => {
      batches.push(records.map(({ body }) => body));
      return done;
    },
    { batchSize: 3 },
  );
  await untilDone();

  expect(batches.every((batch) => batch.length <= 3)).toBe(true);
  expect(batches.flat().toSorted()).toEqual(['a 1', 'b 1', 'c 1', 'd 1']);
  expect(batches).toHaveLength(2);
});

test('a group’s messages come in order, and never two batches of one group at once', async () => {
  await send('a 1', 'a 2', 'b 1', 'a 3', 'b 2');
  const seen: string[] = [];
  const underWay = new Set<string>();

  await using _ = poll(async (records) => {
    for (const { attributes } of records) expect(underWay).not.toContain(attributes.MessageGroupId);
    for (const { attributes } of records) underWay.add(attributes.MessageGroupId ?? '');
    await left();
    for (const { attributes } of records) underWay.delete(attributes.MessageGroupId ?? '');
    seen.push(...records.map(({ body }) => body));
    return done;
  });
  await untilDone();

  expect(seen.filter((body) => body.startsWith('a'))).toEqual(['a 1', 'a 2', 'a 3']);
  expect(seen.filter((body) => body.startsWith('b'))).toEqual(['b 1', 'b 2']);
});

test('only the messages that the function names come again, after their visibility time-out', async () => {
  await useImpatientQueue();
  await send('a 1', 'b 1');
  const seen: SQSRecord[] = [];

  await using _ = poll((records) => {
    const failed = records.filter(
      ({ body, attributes }) => body === 'a 1' && attributes.ApproximateReceiveCount === '1',
    );
    seen.push(...records);
    const batchItemFailures = failed.map(({ messageId }) => ({ itemIdentifier: messageId }));
    return { outcome: 'returned', payload: JSON.stringify({ batchItemFailures }) };
  });
  await untilDone();

  expect(seen.map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount])).toEqual([
    ['a 1', '1'],
    ['b 1', '1'],
    ['a 1', '2'],
  ]);
  const [first, , again] = seen.map(({ attributes }) => Number(attributes.ApproximateFirstReceiveTimestamp));
  expect(again).toBe(first);
});

test('when the function fails, the whole batch comes again', async () => {
  await useImpatientQueue();
  await send('a 1', 'b 1');
  let calls = 0;
  const seen: string[] = [];

  await using _ = poll((records) => {
    calls += 1;
    if (calls === 1) return failure('Error', 'not yet');
    seen.push(...records.map(({ body }) => body));
    return done;
  });
  await untilDone();

  expect(seen.toSorted()).toEqual(['a 1', 'b 1']);
});

test.each([
  { held: 3, visibility: 1, longer: 'longer' },
  { held: 1, visibility: 60, longer: 'shorter' },
])(
  'a message that the function holds for $held s, $longer than its time-out, blocks its group alone and comes again then',
  async ({ held, visibility }) => {
    QueueUrl = await emulators.createQueue('held.fifo', {
      FifoQueue: 'true',
      VisibilityTimeout: String(visibility),
    });
    const seen: { body: string; at: number }[] = [];
    const hold = (ReceiptHandle: string) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: held }));

    await using _ = poll(
      async (records) => {
        const at = Date.now();
        seen.push(...records.map(({ body }) => ({ body, at })));
        const [record] = records;
        if (record?.body !== 'a 1' || record.attributes.ApproximateReceiveCount !== '1') return done;
        await hold(record.receiptHandle);
        await send('a 2', 'b 1');
        const batchItemFailures = [{ itemIdentifier: record.messageId }];
        return { outcome: 'returned', payload: JSON.stringify({ batchItemFailures }) };
      },
      { batchSize: 1 },
    );
    await send('a 1');
    await vi.waitUntil(() => seen.length === 4, { timeout: 30_000 });

    const [first, , again] = seen;
    expect(seen.map(({ body }) => body)).toEqual(['a 1', 'b 1', 'a 1', 'a 2']);
    expect((again?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(held * 1000);
  },
);

test.each([2, 5])('as many batches are under way as the mapping allows, and no more: %i', async (allowed) => {
  await send('a 1', 'b 1', 'c 1', 'd 1', 'e 1', 'f 1');
  const gate = Promise.withResolvers<void>();
  const full = Promise.withResolvers<void>();
  let underWay = 0;
  let most = 0;

  await using _ = poll(
    async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (underWay === allowed) full.resolve();
      await gate.promise;
      underWay -= 1;
      return done;
    },
    { batchSize: 1, maximumConcurrency: allowed },
  );
  await full.promise;
  await aWhile();
  gate.resolve();
  await untilDone();

  expect(most).toBe(allowed);
});

test('an error of the queue is reported and survived', async () => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  const name = `late-${randomUUID()}.fifo`;
  QueueUrl = QueueUrl.replace(/[^/]+$/, name);
  const arrived = Promise.withResolvers<SQSRecord[]>();

  await using _ = poll((records) => {
    arrived.resolve(records);
    return done;
  });
  await vi.waitUntil(() => report.mock.calls.length > 0, { timeout: 30_000 });
  await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: fifo }));
  await send('a 1');

  expect((await arrived.promise).map(({ body }) => body)).toEqual(['a 1']);
  expect(report).toHaveBeenCalledWith(
    'Receiving from source.fifo failed and will be tried again:',
    expect.objectContaining({ name: 'QueueDoesNotExist' }),
  );
  report.mockRestore();
});

test('closing lets the batches under way end, and deletes their messages', async () => {
  await send('a 1');
  const begun = Promise.withResolvers<void>();
  const poller = poll(async () => {
    begun.resolve();
    await aWhile();
    return done;
  });
  await begun.promise;

  await poller[Symbol.asyncDispose]();

  expect(await left()).toBe(0);
});

test('closing does not wait for a receive that finds nothing', async () => {
  const poller = poll(() => done);
  await left();

  await poller[Symbol.asyncDispose]();

  expect(await left()).toBe(0);
}, 5000);
