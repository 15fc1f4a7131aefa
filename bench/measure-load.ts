import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { signWebhook } from '#local/simulator/sign-webhook.ts';
import { startRelay } from '#local/start-relay.ts';
import { sampleDelivery } from './sample-delivery.ts';

export type Load = {
  events: number;
  conversations: number;
  connections: number;
  ackP50Ms: number;
  ackP99Ms: number;
  acknowledgedPerSecond: number;
  storedPerSecond: number;
  /** From received to stored. */
  storedP50Ms: number;
  storedP99Ms: number;
};

const secret = 'bench-secret';

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

const ascending = (a: number, b: number): number => a - b;

const post = async (agent: Agent, url: string, body: string): Promise<number> => {
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature': signWebhook(secret, Buffer.from(body)),
  };
  const start = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const outgoing = request(url, { agent, method: 'POST', headers }, (answer) => {
    text(answer).then((answered) => {
      if (answer.statusCode === 200) resolve(performance.now() - start);
      else reject(new Error(`A delivery was answered ${answer.statusCode}: ${answered}`));
    }, reject);
  });
  outgoing.on('error', reject).end(body);
  return promise;
};

const postAll = async (url: string, bodies: readonly string[], connections: number): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const queue = bodies.values();
  const times: number[] = [];
  const work = async (): Promise<void> => {
    for (const body of queue) times.push(await post(agent, url, body));
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return times;
};

const changesSchema = z.object({
  changes: z.array(z.object({ receivedAt: z.string(), storedAt: z.string() })),
});

type Times = z.infer<typeof changesSchema>['changes'][number];

const storedTimes = async (apiUrl: string, user: string, count: number): Promise<Times[]> => {
  const changes: Times[] = [];
  while (changes.length < count) {
    const answer = await fetch(
      `${apiUrl}/v1/conversations/haptik:343:${user}/changes?after=${changes.length}&limit=1000&wait=20`,
    );
    // 404 until the conversation's first event is stored.
    if (answer.status === 200) changes.push(...z.parse(changesSchema, await answer.json()).changes);
    else await answer.body?.cancel();
  }
  return changes;
};

/** Posts signed deliveries from several connections at once and waits until all of them are stored. */
export const measureLoad = async (): Promise<Load> => {
  const [conversations, each, connections] = [200, 15, 16];
  const relay = await startRelay({
    port: 0,
    simulatorPort: 0,
    secrets: { haptik: secret },
    token: 't',
    clientId: 'c',
    timeScale: 1,
    logLevel: 'ERROR',
  });
  try {
    const url = `${relay.apiUrl}/webhooks/haptik`;
    const users = Array.from({ length: conversations }, (_, index) => `load-${index}`);
    await postAll(
      url,
      Array.from({ length: 100 }, (_, id) => sampleDelivery('warm-up', id)),
      connections,
    );
    await storedTimes(relay.apiUrl, 'warm-up', 100);
    const bodies = Array.from({ length: each }, (_, id) =>
      users.map((user) => sampleDelivery(user, id)),
    ).flat();

    const start = performance.now();
    const acks = (await postAll(url, bodies, connections)).toSorted(ascending);
    const acknowledgedSeconds = (performance.now() - start) / 1000;
    const stored = (await Promise.all(users.map((user) => storedTimes(relay.apiUrl, user, each)))).flat();
    const lastStored = Math.max(...stored.map(({ storedAt }) => Date.parse(storedAt)));
    const firstReceived = Math.min(...stored.map(({ receivedAt }) => Date.parse(receivedAt)));
    const lags = stored
      .map(({ storedAt, receivedAt }) => Date.parse(storedAt) - Date.parse(receivedAt))
      .toSorted(ascending);
    return {
      events: bodies.length,
      conversations,
      connections,
      ackP50Ms: quantile(acks, 0.5),
      ackP99Ms: quantile(acks, 0.99),
      acknowledgedPerSecond: bodies.length / acknowledgedSeconds,
      storedPerSecond: bodies.length / ((lastStored - firstReceived) / 1000),
      storedP50Ms: quantile(lags, 0.5),
      storedP99Ms: quantile(lags, 0.99),
    };
  } finally {
    await relay.close();
  }
};
