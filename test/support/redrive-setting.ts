import { createAppend } from '#functions/shared/append/append.ts';
import { type Envelope, encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import {
  createLetterSources,
  type LetterSourcesDependencies,
} from '#functions/shared/redrive/letter-sources.ts';
import { createPlanRedrive } from '#functions/shared/redrive/plan.ts';
import { createRedrive } from '#functions/shared/redrive/redrive.ts';
import type { RedriveDependencies } from '#functions/shared/redrive/run.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { haptikMessage } from './api-client.ts';
import { createMemoryAudit } from './memory-audit.ts';
import { createMemoryBucket } from './memory-bucket.ts';
import { createMemoryConversationStore } from './memory-conversation-store.ts';
import { createMemoryDeadLetters } from './memory-dead-letters.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { createObserved } from './observed.ts';
import { someTime } from './samples.ts';

const hour = 3_600_000;

/** Limits that stand in nobody's way. */
export const wide = { count: 100, maxAgeMs: 14 * 24 * hour };

/** The envelope of a message of this user, received `id` milliseconds after `someTime`. */
export const messageEnvelope = (user: string, id: number, changes: Partial<Envelope> = {}): string =>
  encodeEnvelope({
    v: 1,
    deliveryId: `${user}-${id}`,
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime + id,
    group: user,
    body: haptikMessage(user, id),
    ...changes,
  });

type Changes = Partial<LetterSourcesDependencies> & Pick<Partial<RedriveDependencies>, 'audit'>;

/** Letters, and everything they may go back to, in memory. It is an hour later than the letters. */
export const createRedriveSetting = (changes: Changes = {}, { mostOfGroup = 10 } = {}) => {
  const time = { now: someTime + hour };
  const clock = () => time.now;
  const store = createMemoryConversationStore();
  const bucket = createMemoryBucket();
  const outbox = createMemoryOutbox();
  const audit = createMemoryAudit(clock);
  const events = createMemoryDeadLetters(clock, mostOfGroup);
  const wakeUpLetters = createMemoryDeadLetters(clock, mostOfGroup);
  const sent: QueueMessage[] = [];
  const woken: { lane: string; token: string }[] = [];
  const observed = createObserved();
  const append = createAppend({ store, clock, pause: async () => {} });
  const read = (source: string, body: string) => sourceNamed(source).read(body);

  const sources = createLetterSources({
    queue: { send: async (message) => void sent.push(message) },
    bucket,
    store,
    reader: store,
    read,
    outbox,
    wakeUps: {
      send: async ({ channel, laneUser }, token) =>
        void woken.push({ lane: `${channel}:${laneUser}`, token }),
    },
    deadLetters: { events, outbox: wakeUpLetters },
    clock,
    ...changes,
  });

  return {
    time,
    bucket,
    outbox,
    events,
    wakeUpLetters,
    sources,
    sent,
    woken,
    audit: audit.entries,
    lines: observed.lines,
    /** The ids of deliveries that are in the events queue, in their order. */
    queued: () => sent.map(({ body }) => String(JSON.parse(body).deliveryId)),
    plan: createPlanRedrive({ sources, log: observed.log, clock }),
    redrive: createRedrive({ sources, audit: changes.audit ?? audit, log: observed.log, clock }),
    /** Stores what a body tells. */
    storeBody: async (payload: string) => {
      const reading = read('haptik', payload);
      if (reading.outcome !== 'understood') throw new Error(`The body is ${reading.outcome}.`);
      const { news } = reading;
      await append([{ channel: 'haptik', source: 'haptik', receivedAt: someTime, payload, news }], Infinity);
    },
  };
};
