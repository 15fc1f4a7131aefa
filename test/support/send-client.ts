import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { isFinal, outboxStatuses } from '#functions/shared/domain/outbox/entry.ts';

const outboxSchema = z.object({
  id: z.string(),
  status: z.enum(outboxStatuses),
  attempts: z.number(),
  reason: z.optional(z.string()),
  nextTryAt: z.optional(z.string()),
  platformId: z.optional(z.string()),
  confirmedBy: z.optional(z.string()),
  error: z.optional(z.object({ status: z.optional(z.number()), message: z.string() })),
});

export type OutboxView = z.infer<typeof outboxSchema>;

const acceptedSchema = z.object({ outboxId: z.string(), status: z.string(), conversationId: z.string() });

export const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** Accepts a message for a conversation and gives its outbox id. */
export const sendMessage = async (apiUrl: string, conversationId: string, text: string): Promise<string> => {
  const answer = await postJson(`${apiUrl}/v1/conversations/${conversationId}/messages`, { text });
  if (answer.status !== 202) throw new Error(`Sending was answered ${answer.status}: ${await answer.text()}`);
  return z.parse(acceptedSchema, await answer.json()).outboxId;
};

export const readOutbox = async (apiUrl: string, outboxId: string): Promise<OutboxView> => {
  const answer = await fetch(`${apiUrl}/v1/outbox/${outboxId}`);
  return z.parse(outboxSchema, await answer.json());
};

/**
 * Resolves once a command is as it should be; the test's own time-out bounds it.
 * @throws Error once it can never be so
 */
export const untilOutbox = async (
  apiUrl: string,
  outboxId: string,
  isSo: (entry: OutboxView) => boolean,
): Promise<OutboxView> => {
  for (;;) {
    const entry = await readOutbox(apiUrl, outboxId);
    if (isSo(entry)) return entry;
    if (isFinal(entry.status)) throw new Error(`It will not change any more: ${JSON.stringify(entry)}`);
    await setTimeout(50);
  }
};

export const isSent = ({ status }: OutboxView): boolean => status === 'sent';
