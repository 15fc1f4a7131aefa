import { ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { useEmulators } from '#test/support/emulators.ts';
import { openFifoQueue } from './fifo-queue.ts';

const { sqs, createQueue } = await useEmulators();

const makeQueue = async (name: string, attributes: Record<string, string> = {}) =>
  openFifoQueue(sqs, await createQueue(`${name}.fifo`, { FifoQueue: 'true', ...attributes }));

test('a group comes out in the order it was sent, one by one as each is deleted', async () => {
  const queue = await makeQueue('order');
  for (const body of ['1', '2', '3', '4', '5']) await queue.send('a', body);

  expect(await queue.drain()).toEqual(['a: 1', 'a: 2', 'a: 3', 'a: 4', 'a: 5']);
});

test('a group with a message in flight is held back while other groups go on', async () => {
  const queue = await makeQueue('groups');
  await queue.send('a', 'first of a');
  await queue.receive();
  await queue.send('a', 'second of a');
  await queue.send('b', 'first of b');

  expect(await queue.drain()).toEqual(['b: first of b']);
});

test('a message carries its group, deduplication id, rising sequence number and receive count', async () => {
  const queue = await makeQueue('attributes');
  const first = await queue.send('a', 'one', 'id-1');
  const second = await queue.send('b', 'two', 'id-2');

  const messages = await queue.receive();

  expect(messages.map(({ Attributes }) => Attributes)).toMatchObject([
    { MessageGroupId: 'a', MessageDeduplicationId: 'id-1', ApproximateReceiveCount: '1' },
    { MessageGroupId: 'b', MessageDeduplicationId: 'id-2', SequenceNumber: second.SequenceNumber },
  ]);
  expect(BigInt(second.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(first.SequenceNumber ?? 0));
});

test('a repeated deduplication id is acknowledged as the first message and not stored again', async () => {
  const queue = await makeQueue('repeat');

  const first = await queue.send('a', 'once', 'same');
  const repeated = await queue.send('a', 'once', 'same');

  expect(repeated.MessageId).toBe(first.MessageId);
  expect(await queue.drain()).toEqual(['a: once']);
});

test('a message that is not deleted comes back at its visibility time-out, before later ones', async () => {
  const queue = await makeQueue('visibility', { VisibilityTimeout: '1' });
  await queue.send('a', 'first');
  await queue.send('a', 'second');
  await queue.receive();

  const [again] = await queue.receive(10);

  expect(again).toMatchObject({ Body: 'first', Attributes: { ApproximateReceiveCount: '2' } });
});

test('a longer visibility time-out holds a message back and zero releases it', async () => {
  const queue = await makeQueue('hold');
  await queue.send('a', 'held');

  const [message] = await queue.receive();
  await queue.hide(message?.ReceiptHandle, 60);
  const whileHeld = await queue.receive();
  await queue.hide(message?.ReceiptHandle, 0);
  const released = await queue.receive();

  expect(whileHeld).toEqual([]);
  expect(released).toMatchObject([{ Body: 'held' }]);
});

test('a held message blocks its group and no other, and comes again before later ones when the hold ends', async () => {
  const queue = await makeQueue('held-group', { VisibilityTimeout: '60' });
  await queue.send('a', 'first');
  await queue.send('a', 'second');
  await queue.send('b', 'other');

  const [first, other] = await queue.receive();
  await queue.hide(first?.ReceiptHandle, 1);
  const whileHeld = await queue.receive();
  const [again] = await queue.receive(10);
  await queue.remove(again?.ReceiptHandle);

  expect(other).toMatchObject({ Body: 'other' });
  expect(whileHeld).toEqual([]);
  expect(again).toMatchObject({ Body: 'first', Attributes: { ApproximateReceiveCount: '2' } });
  expect(await queue.receive()).toMatchObject([{ Body: 'second' }]);
});

test('after maxReceiveCount receives a message goes to the dead letters and frees its group', async () => {
  const deadLetters = await makeQueue('dead');
  const deadLetterTargetArn = await deadLetters.attribute('QueueArn');
  const queue = await makeQueue('work', {
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
  });
  await queue.send('a', 'poison');
  await queue.send('a', 'next');

  const received = [await queue.receive(), await queue.receive(), await queue.receive()];

  expect(received.map(([message]) => message?.Body)).toEqual(['poison', 'poison', 'next']);
  expect(await deadLetters.drain()).toEqual(['a: poison']);
});

test('the attributes of an existing queue can be set and its messages stay', async () => {
  const queue = await makeQueue('set');
  await queue.send('a', 'kept');

  await queue.client.send(
    new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { VisibilityTimeout: '17' } }),
  );

  expect(await queue.attribute('VisibilityTimeout')).toBe('17');
  expect(await queue.drain()).toEqual(['a: kept']);
});

test('a waiting receive is answered when a message arrives', async () => {
  const queue = await makeQueue('wait');
  const waiting = queue.receive(20);

  await queue.send('a', 'news');

  expect(await waiting).toMatchObject([{ Body: 'news' }]);
});

test.each(['\uFFFF', '\uFFFE', '\u0001'])(
  'a body with a character that SQS does not take is refused: %j',
  async (character) => {
    const queue = await makeQueue('characters');

    await expect(queue.send('a', `x${character}`)).rejects.toThrow('Invalid characters found');
  },
);

test('a client that sends to the host in the queue URL reaches the queue', async () => {
  const { url } = await makeQueue('host');
  const trusting = new SQSClient({ ...sqs, useQueueUrlAsEndpoint: true });

  const answer = trusting.send(new ReceiveMessageCommand({ QueueUrl: url }));

  await expect(answer).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
});

test('a client that keeps to its endpoint reaches the queue whatever host its URL names', async () => {
  const { url, send } = await makeQueue('foreign');
  await send('a', 'found');

  const foreign = openFifoQueue(sqs, `http://sqs.us-east-1.nowhere.invalid:1${new URL(url).pathname}`);

  expect(await foreign.drain()).toEqual(['a: found']);
});
