import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';

const acceptedSchema = z.object({ outboxId: z.string() });
const outboxSchema = z.object({ status: z.string(), platformId: z.optional(z.string()) });

const patienceMs = 30_000;

/**
 * Sends a message through the relay, and waits until Haptik took it. Answers the platform's id of it.
 * @throws Error when it is not sent within half a minute.
 */
export const send = async (
  apiUrl: string,
  { conversationId, text }: { conversationId: string; text: string },
): Promise<string> => {
  const answer = await fetch(`${apiUrl}/v1/conversations/${conversationId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  if (answer.status !== 202) throw new Error(`Sending was answered ${answer.status}: ${await answer.text()}`);
  const { outboxId } = z.parse(acceptedSchema, await answer.json());
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const entry = await (await fetch(`${apiUrl}/v1/outbox/${outboxId}`)).text();
    const { status, platformId } = z.parse(outboxSchema, JSON.parse(entry));
    if (status === 'sent' && platformId !== undefined) return platformId;
    if (Date.now() > deadline) throw new Error(`The message is not sent: ${entry}`);
    await pause(100);
  }
};
