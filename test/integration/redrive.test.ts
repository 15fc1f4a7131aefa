import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createBucket as openBucket } from '#functions/shared/adapters/bucket.ts';
import { createDeadLetters } from '#functions/shared/adapters/dead-letters.ts';
import { createAuditLog } from '#functions/shared/adapters/dynamo/audit-log.ts';
import { createConversationReader } from '#functions/shared/adapters/dynamo/conversation-reader.ts';
import { createConversationWriter } from '#functions/shared/adapters/dynamo/conversation-writer.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import { createOutboxStore } from '#functions/shared/adapters/dynamo/outbox-store.ts';
import { createFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { createWakeUps } from '#functions/shared/adapters/wake-ups.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { toWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import { createLetterSources } from '#functions/shared/redrive/letter-sources.ts';
import { createPlanRedrive } from '#functions/shared/redrive/plan.ts';
import { createRedrive } from '#functions/shared/redrive/redrive.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { clientConfigurations } from '#test/support/emulators.ts';
import { startFaultProxy } from '#test/support/fault-proxy.ts';
import { createObserved } from '#test/support/observed.ts';
import { sampleMessage } from '#test/support/outbox-samples.ts';
import { messageEnvelope, wide } from '#test/support/redrive-setting.ts';
import { resourceMakers } from '#test/support/resources.ts';
import { someTime } from '#test/support/samples.ts';
import { useBucketEnvironment } from '#test/support/use-bucket-environment.ts';

// Queues, table and bucket over the wire; what is put back goes through a proxy that can fail.
await using resources = new AsyncDisposableStack();
const emulators = resources.use(await startEmulators({}));
const proxy = resources.use(await startFaultProxy(emulators.endpoints.sqs));
const open = resources.move();
afterAll(() => open.disposeAsync());

const configurations = clientConfigurations(emulators.endpoints);
const makers = resourceMakers(configurations);
const sqs = new SQSClient(configurations.sqs);
const throughProxy = new SQSClient({ ...configurations.sqs, endpoint: proxy.endpoint, maxAttempts: 1 });
useBucketEnvironment(emulators.endpoints.s3);

const clock = Date.now;
const forever = Number.MAX_SAFE_INTEGER;
const fifo = { FifoQueue: 'true' };

/** Whatever the time is when this runs: the letters are of `someTime`. */
const anyAge = { ...wide, maxAgeMs: Number.MAX_SAFE_INTEGER };

const openRedrive = async () => {
  const [events, eventLetters, outboxQueue, outboxLetters] = await Promise.all(
    ['events.fifo', 'events-dead.fifo', 'outbox.fifo', 'outbox-dead.fifo'].map((name) =>
      makers.createQueue(name, fifo),
    ),
  );
  const bucket = openBucket(await makers.createBucket('relay'));
  const table = {
    client: new DynamoDBClient(configurations.dynamodb),
    tableName: await makers.createTable('relay'),
    bucket,
    expiry: expiryAfter(30),
    clock,
  };
  const store = createConversationWriter(table);
  const outbox = createOutboxStore(table);
  const audit = createAuditLog(table, 'operator');
  const { log } = createObserved();
  const sources = createLetterSources({
    queue: createFifoQueue(throughProxy, events ?? ''),
    bucket,
    store,
    reader: createConversationReader(table),
    read: (source, body) => sourceNamed(source).read(body),
    outbox,
    wakeUps: createWakeUps(createFifoQueue(throughProxy, outboxQueue ?? '')),
    deadLetters: {
      events: createDeadLetters(sqs, { queueUrl: eventLetters ?? '', clock }),
      outbox: createDeadLetters(sqs, { queueUrl: outboxLetters ?? '', clock }),
    },
    clock,
  });
  const send = async (QueueUrl = '', MessageBody: string, MessageGroupId: string) => {
    const MessageDeduplicationId = `${MessageGroupId}-${Math.random()}`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId }));
  };
  const append = createAppend({ store, clock, pause: async () => {} });

  return {
    sources,
    outbox,
    bucket,
    plan: createPlanRedrive({ sources, log, clock }),
    redrive: createRedrive({ sources, audit, log, clock }),
    audit: () => audit.onDay(clock(), 100),
    letter: (user: string, id: number) => send(eventLetters, messageEnvelope(user, id), user),
    wakeUpLetter: (laneUser: string) =>
      send(outboxLetters, toWakeUp({ channel: 'haptik', laneUser }, 'lost').body, laneUser),
    store: async (user: string, id: number) => {
      const payload = haptikMessage(user, id);
      const reading = sourceNamed('haptik').read(payload);
      if (reading.outcome !== 'understood') throw new Error('no news');
      const { news } = reading;
      await append([{ channel: 'haptik', source: 'haptik', receivedAt: someTime, payload, news }], forever);
    },
    /** Takes everything out of a queue. */
    queued: async (queue: 'events' | 'outbox' = 'events') => {
      const bodies: string[] = [];
      const QueueUrl = queue === 'events' ? events : outboxQueue;
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return bodies;
        for (const { Body = '', ReceiptHandle } of Messages) {
          bodies.push(Body);
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
  };
};

const idsOf = (bodies: readonly string[], user: string): string[] =>
  bodies.map((body) => String(JSON.parse(body).deliveryId)).filter((id) => id.startsWith(user));

beforeEach(() => proxy.set('none'));

describe('a redrive over the wire', () => {
  test('puts dead letters back in the order of their conversations, and is in the audit', async () => {
    const { redrive, letter, queued, audit, sources } = await openRedrive();
    for (const id of [1, 2, 3]) for (const user of ['u-1', 'u-2']) await letter(user, id);

    const redriven = await redrive('events', anyAge, forever);

    expect(redriven).toMatchObject({ putBack: 6, done: 0, mayBeMore: false });
    const bodies = await queued();
    for (const user of ['u-1', 'u-2'])
      expect(idsOf(bodies, user)).toEqual([1, 2, 3].map((id) => `${user}-${id}`));
    expect(await sources.events.count()).toMatchObject({ waiting: 0, held: 0 });
    const noted = (await audit()).map(({ action, door, what }) => ({ action, door, what }));
    expect(noted).toContainEqual({
      action: 'redrive',
      door: 'operator',
      what: expect.stringMatching(/^events: put back (u-1-1 u-2-1|u-2-1 u-1-1); done already none$/),
    });
  });

  test('leaves all that the queue does not take, and a later one puts it back in order', async () => {
    const { redrive, letter, queued, sources } = await openRedrive();
    for (const id of [1, 2, 3]) await letter('u-1', id);
    proxy.set({ status: 500 });

    const failed = await redrive('events', anyAge, forever);
    const count = await sources.events.count();
    proxy.set('none');
    await redrive('events', anyAge, forever);

    expect(failed).toMatchObject({ putBack: 0, failed: 1 });
    expect(count).toEqual({ waiting: 3, held: 0, isExact: false });
    expect(idsOf(await queued(), 'u-1')).toEqual(['u-1-1', 'u-1-2', 'u-1-3']);
  });

  test('loses nothing and keeps the order where the queue takes letters and its answers are lost', async () => {
    const { redrive, letter, queued } = await openRedrive();
    for (const id of [1, 2, 3]) await letter('u-1', id);
    proxy.set('loses answers');

    const failed = await redrive('events', anyAge, forever);
    proxy.set('none');
    await redrive('events', anyAge, forever);

    expect(failed).toMatchObject({ putBack: 0, failed: 1 });
    expect([...new Set(idsOf(await queued(), 'u-1'))]).toEqual(['u-1-1', 'u-1-2', 'u-1-3']);
  });

  test('at the same time as another keeps the order, and takes each letter once', async () => {
    const { redrive, letter, queued } = await openRedrive();
    const users = ['u-1', 'u-2', 'u-3'];
    for (const id of [1, 2, 3, 4]) for (const user of users) await letter(user, id);

    const both = await Promise.all([1, 2].map(() => redrive('events', anyAge, forever)));

    expect(both.reduce((sum, { putBack }) => sum + putBack, 0)).toBe(12);
    const bodies = await queued();
    for (const user of users) expect(idsOf(bodies, user)).toEqual([1, 2, 3, 4].map((id) => `${user}-${id}`));
  });

  test('only removes what was stored meanwhile, as its plan said', async () => {
    const { plan, redrive, letter, store, queued } = await openRedrive();
    await store('u-1', 1);
    for (const id of [1, 2]) await letter('u-1', id);

    const planned = await plan('events', anyAge);
    const redriven = await redrive('events', anyAge, forever);

    expect(planned).toMatchObject({
      count: { waiting: 2, held: 0, isExact: false },
      seen: 1,
      done: 1,
      conversations: [{ conversation: 'haptik:343:u-1', letters: 1, done: 1, since: someTime + 1 }],
    });
    expect(redriven).toMatchObject({ putBack: 1, done: 1 });
    expect(idsOf(await queued(), 'u-1')).toEqual(['u-1-2']);
  });

  test('keeps within age and count', async () => {
    const { redrive, letter, sources } = await openRedrive();
    for (const id of [1, 2, 3]) await letter('u-1', id);

    expect(await redrive('events', { ...anyAge, maxAgeMs: 1000 }, forever)).toMatchObject({
      putBack: 0,
      tooOld: 1,
    });
    expect(await redrive('events', { ...anyAge, count: 2 }, forever)).toMatchObject({
      putBack: 2,
      mayBeMore: true,
    });
    expect(await sources.events.count()).toMatchObject({ waiting: 1, held: 0 });
  });

  test('wakes the lanes whose wake-ups died, where a command waits', async () => {
    const { redrive, outbox, wakeUpLetter, queued } = await openRedrive();
    await outbox.add({ ...sampleMessage(1), updatedAt: clock() });
    await wakeUpLetter('u-1');
    await wakeUpLetter('u-2');

    expect(await redrive('outbox', anyAge, forever)).toMatchObject({ putBack: 1, done: 1 });
    expect(await queued('outbox')).toEqual([toWakeUp({ channel: 'haptik', laneUser: 'u-1' }, '').body]);
  });

  test('puts back what was set aside in the bucket', async () => {
    const { redrive, bucket, queued } = await openRedrive();
    const dead = (id: number) =>
      JSON.stringify({ v: 1, reason: 'a defect', record: { id: 'r', body: messageEnvelope('u-1', id) } });
    await bucket.put('dead/2026-11-21T09:00:00.001Z_a', dead(1));
    await bucket.put('dead/2026-11-21T09:00:00.002Z_b', dead(2));

    expect(await redrive('set-aside', anyAge, forever)).toMatchObject({ putBack: 2 });
    expect(idsOf(await queued(), 'u-1')).toEqual(['u-1-1', 'u-1-2']);
    expect(await bucket.list('dead/', { limit: 9 })).toEqual({ keys: [], isLast: true });
  });
});
