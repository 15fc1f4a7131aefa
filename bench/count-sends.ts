import { toWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import { sqsEvent } from '#local/event-source/sqs-event.ts';
import type { Counts } from './counting-proxy.ts';
import { type Counted, each } from './open-counted.ts';

/** AWS calls and units of one message: to accept it, and to send it and store what was sent. */
export type SendCounts = { accept: Counts; send: Counts };

const messages = 50;
const user = 'bench-user';

const acceptEvent = (text: string) => {
  const path = `/v1/conversations/haptik:343:${user}/messages`;
  return {
    version: '2.0',
    routeKey: 'POST /v1/conversations/{id}/messages',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    pathParameters: { id: `haptik:343:${user}` },
    requestContext: { requestId: crypto.randomUUID(), http: { method: 'POST', path } },
    body: JSON.stringify({ text }),
    isBase64Encoded: false,
  };
};

const wakeUpEvent = () => {
  const { body } = toWakeUp({ channel: 'haptik', laneUser: user }, crypto.randomUUID());
  const record = { MessageId: crypto.randomUUID(), ReceiptHandle: 'none', Body: body };
  return sqsEvent([record], 'arn:aws:sqs:us-east-1:000000000000:outbox.fifo');
};

/** What goes out, one message after the other in one conversation. */
export const countSends = async ({ invoke, take }: Counted): Promise<SendCounts> => {
  const accept: Counts[] = [];
  const send: Counts[] = [];
  // The first one begins the conversation, and warms both functions.
  for (let number = 0; number <= messages; number += 1) {
    await invoke('api', acceptEvent(`Your order ${number} is on its way`));
    accept.push(take());
    await invoke('send', wakeUpEvent());
    send.push(take());
  }
  return { accept: each(accept.slice(1), messages), send: each(send.slice(1), messages) };
};
