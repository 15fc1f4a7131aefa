import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { createFindConversation } from '#functions/send/find-conversation.ts';
import { createRecordSent } from '#functions/send/record-sent.ts';
import type { SendDependencies } from '#functions/send/run.ts';
import { createSend } from '#functions/send/send.ts';
import type { OpenFile } from '#functions/shared/adapters/haptik/calls.ts';
import { createHaptik } from '#functions/shared/adapters/haptik/haptik.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { timingAt } from '#functions/shared/domain/outbox/timing.ts';
import { haptik } from '#functions/shared/sources/haptik.ts';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { createMemoryConversationStore } from './memory-conversation-store.ts';
import { createMemoryBreakers, createMemoryOutbox } from './memory-outbox.ts';
import { createObserved } from './observed.ts';
import { someTime } from './samples.ts';

const receivedSchema = z.object({
  received: z.array(
    z.object({
      messageId: z.number(),
      body: z.object({ user: z.object({ auth_id: z.optional(z.string()) }), message_body: z.string() }),
    }),
  ),
});

/** A webhook endpoint that stores what arrives before it answers. */
const startIntake = async (store: (body: string) => Promise<unknown>) => {
  const serve = async (request: IncomingMessage): Promise<void> => void (await store(await text(request)));
  const server = createServer((request, response) => {
    void serve(request).then(() => response.end());
  });
  const port = await listenOnFreePort(server);
  return {
    url: `http://127.0.0.1:${port}/webhooks/haptik`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

type Change = (deps: SendDependencies) => SendDependencies;

/**
 * `send` over real HTTP against the simulator, whose webhooks are stored at once; outbox and conversations are in
 * memory, and time passes only where somebody waits.
 */
export const openSend = async (
  channelChanges: Partial<NonNullable<Channel['send']>> = {},
  openFile: OpenFile = async () => {
    throw new Error('There is no file.');
  },
) => {
  await using starting = new AsyncDisposableStack();
  let now = someTime;
  const clock = () => now;
  const store = createMemoryConversationStore();
  const append = createAppend({ store, clock, pause: async () => {} });

  const intake = starting.use(
    await startIntake(async (payload) => {
      const reading = haptik.read(payload);
      if (reading.outcome !== 'understood') throw new Error(`The webhook brought ${reading.outcome}.`);
      const arrival = { channel: 'haptik', source: 'haptik', receivedAt: now, payload, news: reading.news };
      await append([arrival], now + 60_000);
    }),
  );
  const simulator = starting.use(await startTestSimulator({ webhookUrl: intake.url }));

  const channel: Channel = {
    name: 'haptik',
    source: 'haptik',
    signatureHeader: 'X-Hub-Signature',
    secretId: 'secret',
    businessIds: 'any',
    send: { baseUrl: simulator.url, credentialsId: 'credentials', ...channelChanges },
  };
  const outbox = createMemoryOutbox();
  const breakers = createMemoryBreakers();
  const observed = createObserved();
  const credentials = { token: 'token-01', clientId: 'client-01' };
  const dependencies: SendDependencies = {
    outbox,
    breakers,
    platform: createHaptik({
      credentials: { of: async () => credentials, refreshed: async () => credentials },
      openFile,
      clock,
    }),
    reader: store,
    find: createFindConversation({ store, clock }),
    recordSent: createRecordSent({ append, store }),
    channels: [channel],
    timing: timingAt(1),
    metrics: observed.metrics,
    log: observed.log,
    about: observed.about,
    clock,
    random: () => 0.5,
    pause: async () => {},
  };
  const times = () => ({ beginUntil: now + 60_000, until: now + 120_000 });

  /** One wake-up; what Haptik then delivers is stored when it ends. */
  const wakeUp = async (laneUser = 'u-1', change: Change = (deps) => deps) => {
    const send = createSend(change(dependencies));
    const wait = await send({ channel: 'haptik', laneUser }, times());
    await simulator.idle();
    return wait;
  };

  const running = starting.move();
  return {
    simulator,
    outbox,
    breakers,
    store,
    observed,
    wakeUp,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    now: clock,
    add: async (...entries: OutboxEntry[]) => {
      for (const entry of entries) await outbox.add(entry);
    },
    /** Wakes the lane up, and again whenever it has waited long enough, until nothing is left. */
    drain: async (laneUser = 'u-1') => {
      for (let wait = await wakeUp(laneUser); wait !== undefined; wait = await wakeUp(laneUser)) now += wait;
    },
    /** What the platform's REST endpoints answer next. */
    script: (...steps: object[]) => simulator.call('POST', '/_control/script', steps),
    /** Texts that Haptik logged, in order. */
    logged: async () => {
      const { json } = await simulator.call('GET', '/_control/received');
      return z.parse(receivedSchema, json).received.map(({ body }) => body.message_body);
    },
    /** Everything in a conversation, by position. */
    transcript: async (conversationId = 'haptik:343:u-1') => {
      const { items } = await store.events(conversationId, { order: 'asc', limit: 1000 });
      return items.map(({ direction, text: words }) => `${direction} ${words}`);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
