import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';

/** One FIFO queue, in few words. */
export const openFifoQueue = (configuration: SQSClientConfig, QueueUrl: string) => {
  const client = new SQSClient(configuration);

  /** Sends a message; its deduplication id is made of group and body unless given. */
  const send = (group: string, body: string, id = `${group}-${body}`) =>
    client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: id,
      }),
    );

  /** Receives up to ten messages, waiting up to `WaitTimeSeconds` for the first. */
  const receive = async (WaitTimeSeconds = 0) => {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        WaitTimeSeconds,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages ?? [];
  };

  const remove = (ReceiptHandle: string | undefined) =>
    client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

  /** Receives and removes everything; gives `group: body` in the order received. */
  const drain = async (): Promise<string[]> => {
    const received: string[] = [];
    for (let messages = await receive(); messages.length > 0; messages = await receive()) {
      for (const { Attributes, Body, ReceiptHandle } of messages) {
        received.push(`${Attributes?.MessageGroupId}: ${Body}`);
        await remove(ReceiptHandle);
      }
    }
    return received;
  };

  const hide = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

  const attribute = async (name: 'QueueArn' | 'VisibilityTimeout') => {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] });
    const { Attributes } = await client.send(command);
    return Attributes?.[name];
  };

  return { client, url: QueueUrl, send, receive, remove, drain, hide, attribute };
};
