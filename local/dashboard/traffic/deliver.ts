import * as z from 'zod/mini';
import { type Saying, toPayload } from './talk.ts';

const outcomeSchema = z.object({ status: z.union([z.number(), z.string()]) });

/** Lets the simulator deliver a payload, signed. @throws Error unless it is answered 200. */
export const deliverPayload = async (simulatorUrl: string, payload: object): Promise<void> => {
  const answer = await fetch(`${simulatorUrl}/_control/deliver`, {
    method: 'POST',
    body: JSON.stringify(payload),
  });
  const { status } = outcomeSchema.parse(await answer.json());
  if (status !== 200) throw new Error(`A delivery was answered ${status}.`);
};

export const deliverSaying = (simulatorUrl: string, saying: Saying): Promise<void> =>
  deliverPayload(simulatorUrl, toPayload(saying));

/** Posts a delivery whose signature is wrong, as somebody might who only knows the URL. */
export const postForged = async (apiUrl: string): Promise<void> => {
  const answer = await fetch(`${apiUrl}/webhooks/haptik`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${'0'.repeat(40)}` },
    body: '{}',
  });
  await answer.arrayBuffer();
};

/** Posts a delivery as FineGuide would. */
export const postFineGuide = async (apiUrl: string, secret: string, payload: object): Promise<void> => {
  const answer = await fetch(`${apiUrl}/webhooks/fineguide`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': secret },
    body: JSON.stringify(payload),
  });
  if (answer.status !== 200) throw new Error(`FineGuide's delivery was answered ${answer.status}.`);
};
