import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { readMessageBody } from '#functions/shared/domain/hsl/message-body.ts';

const payloadSchema = z.object({
  timestamp: z.string(),
  agent: z.object({ name: z.string() }),
  message: z.object({ id: z.int(), body: z.unknown() }),
});

const sentSchema = z.object({ text: z.string() });

type Stored = z.infer<typeof payloadSchema>;

/** How the relay may be wrong: it keeps repeats, lists by arrival, or refuses what it is sent. */
export type Fault = 'keeps repeats' | 'lists by arrival' | 'refuses';

/** A relay of one conversation in memory: exact without a fault, so that the demo's verdict can be tried both ways. */
export const startTinyRelay = async (fault?: Fault) => {
  const stored: Stored[] = [];
  let lastId = 900_000_000;

  const store = (payload: Stored): void => {
    const known = stored.some(({ message }) => message.id === payload.message.id);
    if (!known || fault === 'keeps repeats') stored.push(payload);
  };

  const messages = () => {
    const numbered = stored.map((payload, index) => ({ ...payload, seq: index + 1 }));
    if (fault !== 'lists by arrival') numbered.sort((a, b) => a.message.id - b.message.id);
    return numbered.map(({ seq, timestamp, agent, message }) => ({
      seq,
      platformId: String(message.id),
      platformAt: timestamp,
      author: { type: 'bot', name: agent.name },
      text: readMessageBody(message.body)?.text ?? '',
    }));
  };

  /** What is sent is logged, and answered, at once. */
  const send = (text: string): void => {
    for (const [name, words] of [
      ['you', text],
      ['gogo', `You wrote: ${text}`],
    ] as const) {
      lastId += 1;
      store({ timestamp: new Date().toISOString(), agent: { name }, message: { id: lastId, body: words } });
    }
  };

  const outboxId = 'haptik:u:1';
  const sending = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'POST') send(z.parse(sentSchema, await json(request)).text);
    response.statusCode = request.method === 'POST' ? 202 : 200;
    response.end(JSON.stringify({ outboxId, status: 'sent', platformId: String(lastId - 1) }));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://relay');
    const isSending = pathname.startsWith('/v1/outbox/') || request.method === 'POST';
    if (isSending && !pathname.startsWith('/webhooks/')) return sending(request, response);
    if (request.method === 'POST') store(z.parse(payloadSchema, await json(request)));
    if (request.method === 'POST' && fault === 'refuses') response.statusCode = 401;
    const changes = stored.map((_payload, index) => ({ seq: index + 1 }));
    const body = pathname.endsWith('/changes') ? { changes } : { messages: messages(), nextCursor: null };
    return response.end(JSON.stringify(body));
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The relay has no TCP address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
