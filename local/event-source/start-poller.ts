import { setTimeout as pause } from 'node:timers/promises';
import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import type { EventSource } from '#local/template/event-sources.ts';
import { handleBatch } from './handle-batch.ts';

type PollerOptions = { readonly sqs: SQSClient; readonly source: EventSource; readonly invoke: Invoke };

/** How long a call may wait for a message. */
const longestWaitSeconds = 20;

/** Batches at once where the mapping does not limit them. */
const defaultConcurrency = 10;

const longestPauseMs = 10_000;

/**
 * While a batch is under way the next messages may gather for this long: a few larger batches take far less work than
 * many small ones. It delays nobody who waits alone.
 */
const gatherMs = 20;

/** Messages that one call brings at most. */
const fullBatch = ({ batchSize }: EventSource): number => Math.min(batchSize, 10);

const receive = async ({ sqs, source }: PollerOptions, abortSignal: AbortSignal): Promise<Message[]> => {
  const command = new ReceiveMessageCommand({
    QueueUrl: source.queue.url,
    MaxNumberOfMessages: fullBatch(source),
    WaitTimeSeconds: longestWaitSeconds,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return (await sqs.send(command, { abortSignal })).Messages ?? [];
};

/** Longer after each failure in a row; ended early by the signal, and by nothing else. */
const pauseAfter = (failures: number, signal: AbortSignal): Promise<void> =>
  pause(Math.min(1000 * 2 ** failures, longestPauseMs), undefined, { signal }).catch(() => undefined);

/** Receives until something comes or the signal is given. */
const receiveUnlessStopped = async (options: PollerOptions, stop: AbortSignal): Promise<Message[]> => {
  for (let failures = 0; !stop.aborted; failures += 1) {
    try {
      return await receive(options, stop);
    } catch (error) {
      if (stop.aborted) break;
      console.error(`Receiving from ${options.source.queue.name} failed and will be tried again:`, error);
      await pauseAfter(failures, stop);
    }
  }
  return [];
};

/**
 * Feeds a queue's messages to its function, as Lambda's event-source mapping does. Disposing of the poller ends the
 * waiting receive and lets the batches under way finish; messages that it leaves come again after their visibility
 * time-out.
 */
export const startPoller = (options: PollerOptions): AsyncDisposable => {
  const { maximumConcurrency = defaultConcurrency } = options.source;
  const stop = new AbortController();
  const batches = new Set<Promise<void>>();

  const begin = (messages: Message[]): Promise<void> => {
    const batch = handleBatch(messages, options).finally(() => batches.delete(batch));
    batches.add(batch);
    return batch;
  };

  const poll = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const messages = await receiveUnlessStopped(options, stop.signal);
      const batch = messages.length > 0 ? begin(messages) : undefined;
      if (messages.length < fullBatch(options.source)) await Promise.race([batch, pause(gatherMs)]);
      if (batches.size >= maximumConcurrency) await Promise.race(batches);
    }
    await Promise.all(batches);
  };

  const polling = poll();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await polling;
    },
  };
};
