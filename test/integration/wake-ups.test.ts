import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { createFifoQueue } from '#functions/shared/adapters/fifo-queue.ts';
import { createWakeUps } from '#functions/shared/adapters/wake-ups.ts';
import type { Lane } from '#functions/shared/domain/outbox/outbox-store.ts';
import { decodeWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import { useEmulators } from '#test/support/emulators.ts';

const emulators = await useEmulators();
const sqs = new SQSClient(emulators.sqs);

const open = async () => {
  const url = await emulators.createQueue('outbox.fifo', { FifoQueue: 'true' });
  /** Every wake-up that is there, oldest first. */
  const received = async () => {
    const woken: { lane: Lane; group: string | undefined }[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, MessageSystemAttributeNames: ['MessageGroupId'] }),
      );
      if (Messages.length === 0) return woken;
      for (const { Body = '', Attributes, ReceiptHandle } of Messages) {
        woken.push({ lane: decodeWakeUp(Body), group: Attributes?.MessageGroupId });
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      }
    }
  };
  return { wakeUps: createWakeUps(createFifoQueue(sqs, url)), received };
};

const lane = { channel: 'haptik', laneUser: 'a~40b' };
const other = { channel: 'haptik', laneUser: `~~${'u'.repeat(950)}` };

describe('wake-ups', () => {
  test('name their lane and stand in a group of their own', async () => {
    const { wakeUps, received } = await open();

    await wakeUps.send(lane, 't');
    await wakeUps.send(other, 't');

    const woken = await received();
    expect(woken.map((one) => one.lane)).toEqual([lane, other]);
    expect(new Set(woken.map(({ group }) => group)).size).toBe(2);
  });

  test('are repeats of one another only with the same token', async () => {
    const { wakeUps, received } = await open();

    await wakeUps.send(lane, 'a');
    await wakeUps.send(lane, 'a');
    await wakeUps.send(lane, 'b');

    const woken = await received();
    expect(woken.map((one) => one.lane)).toEqual([lane, lane]);
    expect(new Set(woken.map(({ group }) => group)).size).toBe(1);
  });
});
