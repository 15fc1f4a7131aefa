import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import { haptikMessage, postWebhook, readMessages, untilStored } from '#test/support/api-client.ts';
import { startWithOwnPlatform } from '#test/support/own-platform.ts';
import { isSent, postJson, readOutbox, sendMessage, untilOutbox } from '#test/support/send-client.ts';

const loggedSchema = z.object({
  received: z.array(
    z.object({
      messageId: z.number(),
      body: z.object({ user: z.object({ auth_id: z.string() }), message_body: z.string() }),
    }),
  ),
});

/** What the platform logged, in order. */
const logged = async (platform: string) => {
  const answer = await fetch(`${platform}/_control/received`);
  return z.parse(loggedSchema, await answer.json()).received;
};

const textsOf = async (apiUrl: string, id: string) =>
  (await readMessages(apiUrl, id)).map(({ text: words }) => words);

describe('what the company sends', () => {
  let opened: Awaited<ReturnType<typeof startWithOwnPlatform>>;
  let platform = '';

  beforeAll(async () => {
    // So much faster that nothing is waited for long, and so little that no command grows too old on a busy machine.
    opened = await startWithOwnPlatform(10);
    platform = await opened.startPlatform();
  });

  afterAll(async () => {
    expect(await opened.relay.end('SIGTERM')).toBe(0);
    await opened.close();
  });

  test('reaches a user whom Haptik has never seen, and stands before the bot’s answer', async () => {
    const { apiUrl } = opened;
    const id = 'haptik:343:never-seen';

    const outboxId = await sendMessage(apiUrl, id, 'Hello');
    const sent = await untilOutbox(apiUrl, outboxId, isSent);
    await untilStored(apiUrl, id, 2);

    expect(sent).toMatchObject({ status: 'sent', confirmedBy: 'answer', attempts: 1 });
    expect(await textsOf(apiUrl, id)).toEqual(['Hello', 'You wrote: Hello']);
    expect(await logged(platform)).toMatchObject([{ messageId: Number(sent.platformId) }]);
  });

  test('waits in order while Haptik is away, and the outbox says so', async () => {
    const { apiUrl } = opened;
    const id = 'haptik:343:patient';
    await opened.stopPlatform();

    const ids: string[] = [];
    for (const words of ['one', 'two', 'three']) ids.push(await sendMessage(apiUrl, id, words));
    const [first = '', second = ''] = ids;
    const waiting = await untilOutbox(apiUrl, first, ({ status }) => status === 'waiting');
    expect(waiting.attempts).toBeGreaterThan(0);
    expect(waiting.nextTryAt).toBeDefined();
    expect(waiting.reason).toBeDefined();
    expect(await readOutbox(apiUrl, second)).toMatchObject({ status: 'queued', attempts: 0 });

    platform = await opened.startPlatform();
    for (const outboxId of ids) await untilOutbox(apiUrl, outboxId, isSent);

    expect((await logged(platform)).map(({ body }) => body.message_body)).toEqual(['one', 'two', 'three']);
  });

  test('arrives exactly once and in order for each user, whatever a third of the answers are', async () => {
    const { apiUrl } = opened;
    const failures = [
      { status: 503 },
      { status: 429, retryAfter: 1 },
      { status: 425 },
      { drop: true },
      { status: 502 },
    ];
    const steps = Array.from({ length: 1500 }, (_, index) =>
      Math.random() < 0.3 ? failures[index % failures.length] : {},
    );
    await postJson(`${platform}/_control/script`, steps);
    const users = Array.from({ length: 20 }, (_, index) => `storm-${index}`);
    const words = Array.from({ length: 50 }, (_, index) => `message ${index}`);

    const sendAll = async (user: string) => {
      let last = '';
      for (const each of words) last = await sendMessage(apiUrl, `haptik:343:${user}`, each);
      return last;
    };
    const lasts = await Promise.all(users.map(sendAll));
    for (const last of lasts) await untilOutbox(apiUrl, last, isSent);

    const all = await logged(platform);
    for (const user of users) {
      const mine = all.filter(({ body }) => body.user.auth_id === user).map(({ body }) => body.message_body);
      expect(mine).toEqual(words);
      await untilStored(apiUrl, `haptik:343:${user}`, 100);
      const shown = await textsOf(apiUrl, `haptik:343:${user}`);
      expect(shown.filter((line) => !line.startsWith('You wrote'))).toEqual(words);
    }
  }, 300_000);
});

/** A Haptik that holds its answers back until it is told. */
const startHoldingPlatform = async (port: number) => {
  const arrived = Promise.withResolvers<void>();
  const messages: string[] = [];
  const held: ServerResponse[] = [];
  let isHolding = true;

  const answer = (response: ServerResponse): void => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ message_id: 1000 + messages.length, message_body: '', message_type: 0 }));
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    messages.push(
      z.parse(z.object({ message_body: z.string() }), JSON.parse(await text(request))).message_body,
    );
    if (isHolding) held.push(response);
    else answer(response);
    arrived.resolve();
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    messages,
    arrived: arrived.promise,
    /** What is held is dropped, and from now on answers come at once. */
    answerFromNowOn: () => {
      isHolding = false;
      for (const response of held) response.destroy();
    },
  };
};

describe('killed while a message is sent, the system', () => {
  const id = 'haptik:343:killed';

  /** Kills everything while the first of two messages is at the platform, and starts it again. */
  const killWhileSending = async (meanwhile: (apiUrl: string) => Promise<unknown>) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'relay-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const opened = await startWithOwnPlatform(20, { RELAY_DATA_DIR: dataDir });
    const platform = await startHoldingPlatform(opened.port);
    const ids = [await sendMessage(opened.apiUrl, id, 'one'), await sendMessage(opened.apiUrl, id, 'two')];
    await platform.arrived;
    await meanwhile(opened.apiUrl);

    await opened.relay.endGroup('SIGKILL');
    platform.answerFromNowOn();
    const again = await opened.startAgain();
    const sent = await Promise.all(ids.map((outboxId) => untilOutbox(again.apiUrl, outboxId, isSent)));
    const shown = await textsOf(again.apiUrl, id);
    expect(await again.end('SIGTERM')).toBe(0);
    return { sent, shown, asked: platform.messages };
  };

  test('sends it again where nothing shows that it was done', async () => {
    const { shown, asked } = await killWhileSending(async () => undefined);

    expect(asked).toEqual(['one', 'one', 'two']);
    expect(shown).toEqual(['one', 'two']);
  });

  test('does not send it again where it was answered', async () => {
    const { sent, shown, asked } = await killWhileSending(async (apiUrl) => {
      await postWebhook(apiUrl, haptikMessage('killed', 5, 'I hear you'));
      await untilStored(apiUrl, id, 1);
    });

    expect(sent[0]).toMatchObject({ confirmedBy: 'reply' });
    expect(asked).toEqual(['one', 'two']);
    expect(shown).toEqual(['one', 'I hear you', 'two']);
  });
});

/** A Haptik that is too busy for users whose id begins with `sick-`, for ten minutes. */
const startBusyPlatform = async (port: number): Promise<void> => {
  const callSchema = z.object({ user: z.object({ auth_id: z.string() }) });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { user } = z.parse(callSchema, JSON.parse(await text(request)));
    if (user.auth_id.startsWith('sick-')) response.writeHead(429, { 'retry-after': '600' }).end();
    else response.end(JSON.stringify({ message_id: 7 }));
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
};

test('a thousand users who must wait do not stop another one', async () => {
  const { apiUrl, relay, port } = await startWithOwnPlatform(1);
  await startBusyPlatform(port);
  const users = Array.from({ length: 1000 }, (_, index) => `sick-${index}`).values();
  const ids: string[] = [];
  const sendToSome = async () => {
    for (const user of users) ids.push(await sendMessage(apiUrl, `haptik:343:${user}`, 'wait'));
  };
  await Promise.all(Array.from({ length: 8 }, sendToSome));
  for (const id of ids) await untilOutbox(apiUrl, id, ({ status }) => status === 'waiting');

  const well = await sendMessage(apiUrl, 'haptik:343:well', 'go');

  expect(await untilOutbox(apiUrl, well, isSent)).toMatchObject({ attempts: 1, platformId: '7' });
  for (const id of ids) {
    expect(await readOutbox(apiUrl, id)).toMatchObject({ status: 'waiting', attempts: 1 });
  }
  expect(await relay.end('SIGTERM')).toBe(0);
}, 300_000);
