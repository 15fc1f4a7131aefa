import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';

const acceptedSchema = z.object({ outboxId: z.string() });
const statusSchema = z.object({ status: z.string() });

const patienceMs = 30_000;

type Running = { readonly apiUrl: string; readonly simulatorUrl: string };

/**
 * Sends a message that Haptik refuses for good, and waits until the relay knows. Gives the outbox id.
 * @throws Error where that does not happen within half a minute.
 */
export const sendInVain = async (
  { apiUrl, simulatorUrl }: Running,
  { conversationId, text }: { readonly conversationId: string; readonly text: string },
): Promise<string> => {
  const refusal = {
    endpoint: 'POST /v1.0/log_message_from_user/',
    status: 400,
    body: { error_message: 'Business is inactive' },
  };
  await fetch(`${simulatorUrl}/_control/script`, { method: 'POST', body: JSON.stringify([refusal]) });
  const answer = await fetch(`${apiUrl}/v1/conversations/${conversationId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  const { outboxId } = acceptedSchema.parse(await answer.json());
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { status } = statusSchema.parse(await (await fetch(`${apiUrl}/v1/outbox/${outboxId}`)).json());
    if (status === 'failed') return outboxId;
    if (Date.now() > deadline) throw new Error(`The message that was to fail is ${status}.`);
    await pause(100);
  }
};
