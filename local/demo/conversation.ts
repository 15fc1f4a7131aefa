import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';

const messageSchema = z.object({
  seq: z.int(),
  platformId: z.optional(z.string()),
  platformAt: z.optional(z.string()),
  author: z.object({ type: z.string(), name: z.optional(z.string()) }),
  text: z.string(),
});

/** A stored message, as far as the transcript shows it. */
export type Message = z.infer<typeof messageSchema>;

const changesSchema = z.object({ changes: z.array(z.object({ seq: z.int() })) });
const messagesSchema = z.object({ messages: z.array(messageSchema), nextCursor: z.nullish(z.string()) });

const patienceMs = 60_000;

const read = async <Schema extends z.ZodMiniType>(url: string, schema: Schema): Promise<z.output<Schema>> => {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`GET ${url} was answered ${response.status}: ${text}`);
  return z.parse(schema, JSON.parse(text));
};

const exists = async (conversationUrl: string): Promise<boolean> => {
  const response = await fetch(conversationUrl);
  await response.arrayBuffer();
  return response.status !== 404;
};

/** Waits until the conversation has this many events, but no longer than a minute: the reader sees what is missing. */
export const waitForEvents = async (conversationUrl: string, count: number): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  // A conversation that is not there yet has no change feed to wait on.
  while (!(await exists(conversationUrl)) && Date.now() < deadline) await pause(100);
  let after = 0;
  while (after < count && Date.now() < deadline) {
    const { changes } = await read(`${conversationUrl}/changes?after=${after}&wait=20`, changesSchema);
    after = changes.at(-1)?.seq ?? after;
  }
};

/** All messages of the conversation in the platform's order. */
export const readMessages = async (conversationUrl: string): Promise<Message[]> => {
  const messages: Message[] = [];
  let cursor: string | null | undefined;
  do {
    const page = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const answer = await read(`${conversationUrl}/messages?order=asc${page}`, messagesSchema);
    messages.push(...answer.messages);
    cursor = answer.nextCursor;
  } while (cursor);
  return messages;
};
