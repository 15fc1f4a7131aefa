import {
  CreateQueueCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientSettings } from '#local/emulators/client-settings.ts';
import type { Queue } from '#local/template/stores.ts';

type Options = { readonly endpoint: string; readonly timeScale: number };

const toText = (attributes: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );

const provisionQueue = async (client: SQSClient, queue: Queue, timeScale: number): Promise<void> => {
  const { FifoQueue, DeduplicationScope, FifoThroughputLimit, VisibilityTimeout, ...others } =
    queue.properties;
  const changeable = toText({ ...others, VisibilityTimeout: Math.ceil(VisibilityTimeout / timeScale) });
  // The emulator takes these when it makes the queue and not later; SQS knows no `FifoQueue: false`.
  const fixed = toText({ FifoQueue: FifoQueue || undefined, DeduplicationScope, FifoThroughputLimit });
  try {
    await client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: changeable }));
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    const create = { QueueName: queue.name, Attributes: { ...fixed, ...changeable } };
    await client.send(new CreateQueueCommand(create));
  }
};

/** Waiting times of the queues are divided by the time scale, to whole seconds. */
export const provisionQueues = async (
  queues: readonly Queue[],
  { endpoint, timeScale }: Options,
): Promise<void> => {
  const client = new SQSClient({ ...clientSettings, endpoint });
  const provision = (part: readonly Queue[]) =>
    Promise.all(part.map((queue) => provisionQueue(client, queue, timeScale)));
  try {
    // A queue of dead letters must be there before the queue that names it.
    await provision(queues.filter(({ properties }) => !properties.RedrivePolicy));
    await provision(queues.filter(({ properties }) => properties.RedrivePolicy));
  } finally {
    client.destroy();
  }
};
