import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { createDeadLetters } from '#functions/shared/adapters/dead-letters.ts';
import type { DeadLetters, HeldLetter } from '#functions/shared/domain/dead-letters.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryDeadLetters } from '#test/support/memory-dead-letters.ts';

const { createQueue, sqs } = await useEmulators();
const client = new SQSClient(sqs);

type Opened = { letters: DeadLetters; add: (body: string, group: string) => Promise<void> };

const openQueue = async (): Promise<Opened> => {
  const QueueUrl = await createQueue('dead-letters.fifo', { FifoQueue: 'true' });
  return {
    letters: createDeadLetters(client, { queueUrl: QueueUrl, clock: Date.now }),
    add: async (body, group) => {
      const message = {
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: `${group}-${body}`,
      };
      await client.send(new SendMessageCommand({ QueueUrl, ...message }));
    },
  };
};

const openMemory = async (): Promise<Opened> => {
  const letters = createMemoryDeadLetters(Date.now);
  return { letters, add: async (body, group) => letters.add(body, group) };
};

const bodies = (some: readonly { body: string }[]): string[] => some.map(({ body }) => body).toSorted();

const only = (some: readonly HeldLetter[]): HeldLetter => {
  const [letter, ...more] = some;
  if (letter === undefined || more.length > 0) throw new Error(`There are ${some.length} letters, not one.`);
  return letter;
};

describe.each<[string, () => Promise<Opened>]>([
  ['in memory', openMemory],
  ['in their queue', openQueue],
])('dead letters %s', (_, open) => {
  test('are looked at without being held', async () => {
    const { letters, add } = await open();
    await add('a1', 'a');
    await add('a2', 'a');
    await add('b1', 'b');

    const [seen, again] = [await letters.peek(), await letters.peek()];

    expect(bodies(seen)).toEqual(['a1', 'b1']);
    expect(bodies(again)).toEqual(['a1', 'b1']);
    expect(bodies(await letters.take())).toEqual(['a1', 'b1']);
  });

  test('tell since when they lie there', async () => {
    const { letters, add } = await open();
    const before = Date.now();
    await add('a1', 'a');

    const [seen] = await letters.peek();

    expect(seen?.since).toBeGreaterThanOrEqual(before);
    expect(seen?.since).toBeLessThanOrEqual(Date.now());
  });

  test('are counted, those that can be taken and those that are held', async () => {
    const { letters, add } = await open();
    await add('a1', 'a');
    await add('a2', 'a');

    expect(await letters.count()).toEqual({ waiting: 2, held: 0 });
    await letters.take();
    expect(await letters.count()).toEqual({ waiting: 1, held: 1 });
  });

  test('come one group after the other to whoever takes them, and to nobody else', async () => {
    const { letters, add } = await open();
    await add('a1', 'a');
    await add('a2', 'a');

    const first = only(await letters.take());

    expect(first.body).toBe('a1');
    expect(first.heldUntil).toBeGreaterThan(Date.now());
    expect(await letters.take()).toEqual([]);
    expect(await letters.peek()).toEqual([]);
  });

  test('go on in their order once one is removed', async () => {
    const { letters, add } = await open();
    await add('a1', 'a');
    await add('a2', 'a');

    await letters.remove(only(await letters.take()));

    expect(only(await letters.take()).body).toBe('a2');
    expect(await letters.count()).toEqual({ waiting: 0, held: 1 });
  });

  test('can be taken again at once, in their place, when they are given back', async () => {
    const { letters, add } = await open();
    await add('a1', 'a');
    await add('a2', 'a');

    await letters.giveBack(only(await letters.take()));

    expect(only(await letters.take()).body).toBe('a1');
  });
});

test('dead letters whose queue is gone are told as unavailable', async () => {
  const queueUrl = `${await createQueue('there.fifo', { FifoQueue: 'true' })}-not`;
  const letters = createDeadLetters(client, { queueUrl, clock: Date.now });

  await expect(letters.count()).rejects.toThrow(StoreUnavailableError);
  await expect(letters.peek()).rejects.toThrow(StoreUnavailableError);
  await expect(letters.take()).rejects.toThrow(StoreUnavailableError);
});
