import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetter, DeadLetters } from '#functions/shared/domain/dead-letters.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { clientSettings } from './client-settings.ts';

/** How long a letter is held: seconds, longer than a function may run. Who runs longer looks at `heldUntil`. */
const holdSeconds = 120;

/** How long SQS looks before it says that there is none: only so it looks everywhere. */
const waitSeconds = 1;

/** Each look shows ten letters at most, mostly the same ones. */
const looks = 3;

const letterOf = ({ MessageId = '', Body = '', Attributes }: Message): DeadLetter => ({
  id: MessageId,
  body: Body,
  since: Number(Attributes?.SentTimestamp ?? 0),
});

const unlessDown = async <Result>(call: Promise<Result>): Promise<Result> => {
  try {
    return await call;
  } catch (cause) {
    throw new StoreUnavailableError('The queue of dead letters did not answer as it should. Try again.', {
      cause,
    });
  }
};

type Queue = { client: SQSClient; queueUrl: string };

const receive = async (
  { client, queueUrl: QueueUrl }: Queue,
  how: Pick<ReceiveMessageCommandInput, 'VisibilityTimeout' | 'WaitTimeSeconds'>,
): Promise<Message[]> => {
  const MessageSystemAttributeNames = ['SentTimestamp' as const];
  const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames, ...how };
  const { Messages = [] } = await unlessDown(client.send(new ReceiveMessageCommand(asked)));
  return Messages;
};

const count = async ({ client, queueUrl: QueueUrl }: Queue): Promise<{ waiting: number; held: number }> => {
  const AttributeNames = [
    'ApproximateNumberOfMessages' as const,
    'ApproximateNumberOfMessagesNotVisible' as const,
  ];
  const { Attributes = {} } = await unlessDown(
    client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames })),
  );
  const [waiting = 0, held = 0] = AttributeNames.map((name) => Number(Attributes[name] ?? 0));
  return { waiting, held };
};

/**
 * Without a time for which it is invisible a message is not in flight, and so blocks no group: its receipt handle has
 * expired when it comes.
 */
const peek = async (queue: Queue): Promise<DeadLetter[]> => {
  const seen = new Map<string, DeadLetter>();
  for (let look = 0; look < looks; look += 1)
    for (const message of await receive(queue, { VisibilityTimeout: 0 }))
      seen.set(message.MessageId ?? '', letterOf(message));
  return [...seen.values()];
};

/** The dead letters in the FIFO queue at this URL. `clock` tells epoch milliseconds. */
export const createDeadLetters = (
  client: SQSClient,
  { queueUrl, clock }: { queueUrl: string; clock: () => number },
): DeadLetters => {
  const queue = { client, queueUrl };
  return {
    count: () => count(queue),
    peek: () => peek(queue),
    take: async () => {
      const heldUntil = clock() + holdSeconds * 1000;
      const messages = await receive(queue, { VisibilityTimeout: holdSeconds, WaitTimeSeconds: waitSeconds });
      return messages.map((message) => {
        const { ReceiptHandle: handle = '' } = message;
        return { ...letterOf(message), handle, heldUntil };
      });
    },
    giveBack: async ({ handle: ReceiptHandle }) => {
      const change = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await unlessDown(client.send(new ChangeMessageVisibilityCommand(change)));
    },
    remove: async ({ handle: ReceiptHandle }) => {
      await unlessDown(client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle })));
    },
  };
};

/** The same with a client of its own. */
export const openDeadLetters = (queueUrl: string, clock: () => number): DeadLetters =>
  createDeadLetters(
    new SQSClient({
      ...clientSettings({ connectMs: 500, requestMs: 3000, attempts: 2 }),
      // As for the other queues: the endpoint is configured.
      useQueueUrlAsEndpoint: false,
    }),
    { queueUrl, clock },
  );
