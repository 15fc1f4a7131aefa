import { createOpenRecord } from '#functions/persist/open-record.ts';
import { packContent } from '#functions/shared/adapters/dynamo/event-content.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { decodeEnvelope, encodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { haptik } from '#functions/shared/sources/haptik.ts';
import { judgeBody } from '#functions/shared/sources/judge-body.ts';
import { signWebhook } from '#local/simulator/sign-webhook.ts';
import { worstBodies } from './worst-bodies.ts';

/** CPU milliseconds that one delivery takes, without the AWS calls: the median of some runs. */
export type CpuOfBody = { bytes: number; ingestMs: number; persistMs: number };

const runs = 9;
const secret = 'bench-secret';
const bucket = { put: async () => {}, get: async () => undefined };

/** Packs what it is given as the table would get it, and keeps nothing. */
const store: ConversationWriter = {
  find: async () => ({ head: undefined, boundTo: undefined }),
  write: async ({ events, head }) => {
    for (const event of events) await packContent(bucket, head.conversationId, event);
    return { outcome: 'written' };
  },
  markSent: async () => 'other',
  noteTyping: async () => {},
};

const ingestOnce = (body: string): void => {
  const bytes = Buffer.from(body);
  if (!haptik.verify(bytes, signWebhook(secret, bytes), secret)) throw new Error('not verified');
  const { outcome } = judgeBody({ businessIds: 'any' }, haptik, bytes);
  if (outcome === 'accepted') encodeEnvelope({ ...header, body });
};

const header = {
  v: 1,
  deliveryId: 'd',
  channel: 'haptik',
  source: 'haptik',
  receivedAt: 0,
  group: 'g',
} as const;

const open = createOpenRecord({ read: (_source, body) => haptik.read(body), bucket });
const append = createAppend({ store, clock: Date.now, pause: async () => {} });

const persistOnce = async (record: string): Promise<void> => {
  const opened = await open(decodeEnvelope(record));
  if (opened.holds === 'events') await append([opened.arrival], Number.POSITIVE_INFINITY);
};

const medianCpuMs = async (work: () => void | Promise<void>): Promise<number> => {
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return taken.toSorted((a, b) => a - b)[(runs - 1) / 2] ?? 0;
};

/** What the worst bodies cost ingest and persist in CPU time; those that are not understood never reach persist. */
export const measureCpu = async (): Promise<Record<string, CpuOfBody>> => {
  const measured: Record<string, CpuOfBody> = {};
  for (const [name, body] of Object.entries(worstBodies)) {
    const record = encodeEnvelope({ ...header, body });
    const isUnderstood = haptik.read(body).outcome === 'understood';
    measured[name] = {
      bytes: Buffer.byteLength(body),
      ingestMs: await medianCpuMs(() => ingestOnce(body)),
      persistMs: isUnderstood ? await medianCpuMs(() => persistOnce(record)) : 0,
    };
  }
  return measured;
};
