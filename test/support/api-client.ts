import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';

/** The secret that the local channel `haptik` has unless the environment says otherwise. */
export const localSecret = 'local-haptik-secret';

export const sign = (body: string | Uint8Array, secret = localSecret): string =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;

/** A bot's message as Haptik sends it. */
export const haptikMessage = (user: string, id: number, words = `text ${id}`): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: new Date(Date.UTC(2026, 10, 21, 9) + id * 1000).toISOString(),
    user: { auth_id: user },
    business_id: 343,
    event_name: 'message',
    agent: { id: 1, name: 'gogo', is_automated: true },
    message: { id, body: { text: words, type: 'TEXT', data: { quick_replies: [] } } },
  });

export const postWebhook = (
  apiUrl: string,
  body: string,
  headers: Record<string, string> = { 'x-hub-signature': sign(body) },
): Promise<Response> =>
  fetch(`${apiUrl}/webhooks/haptik`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

/**
 * Delivers as platforms do: again where the answer is 5xx, as a machine that is busy with others may be too slow. Gives
 * the answer that came at last.
 */
export const deliver = async (apiUrl: string, body: string): Promise<unknown> => {
  const answer = await postWebhook(apiUrl, body);
  if (answer.status < 500) return answer.json();
  await answer.body?.cancel();
  return deliver(apiUrl, body);
};

const eventSchema = z.object({
  seq: z.number(),
  position: z.string(),
  text: z.string(),
  platformId: z.optional(z.string()),
});
const pageSchema = z.object({ messages: z.array(eventSchema), nextCursor: z.optional(z.string()) });
const lastSeqSchema = z.object({ lastSeq: z.number() });

export type ReadEvent = z.infer<typeof eventSchema>;

const getJson = async (url: string): Promise<unknown> => {
  const answer = await fetch(url);
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${body}`);
  return JSON.parse(body);
};

/** All messages of a conversation by position, page by page. */
export const readMessages = async (apiUrl: string, id: string, limit = 100): Promise<ReadEvent[]> => {
  const all: ReadEvent[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) });
    const page = z.parse(
      pageSchema,
      await getJson(`${apiUrl}/v1/conversations/${id}/messages?${query.toString()}`),
    );
    all.push(...page.messages);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
};

/** Resolves once a conversation has this many events; the test's own time-out bounds it. */
export const untilStored = async (apiUrl: string, id: string, count: number): Promise<void> => {
  for (let lastSeq = 0; lastSeq < count; ) {
    const answer = await fetch(`${apiUrl}/v1/conversations/${id}/changes?after=${count - 1}&wait=20`);
    const body: unknown = await answer.json();
    if (answer.status === 200) lastSeq = z.parse(lastSeqSchema, body).lastSeq;
  }
};
