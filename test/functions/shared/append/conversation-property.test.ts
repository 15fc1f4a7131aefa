import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAppend } from '#functions/shared/append/append.ts';
import type { Arrival } from '#functions/shared/append/arrival.ts';
import { closingOf, statusOf } from '#functions/shared/domain/conversation.ts';
import { haptik } from '#functions/shared/sources/haptik.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { someTime } from '#test/support/samples.ts';

const subject = { version: '1.0', business_id: 343, user: { auth_id: 'u-1', user_id: 'h-9' } };
const bot = { id: 1, name: 'gogo', is_automated: true };
const asha = { id: 7, name: 'Asha', is_automated: false };

/** What Haptik may say at one second: a message, or something about the chat; most of it without an id. */
const said = fc.record({
  at: fc.nat(30),
  what: fc.constantFrom(
    'bot',
    'agent',
    'chat_pinned',
    'chat_complete',
    'webhook_conversation_complete',
    'webhook_agent_chat_complete',
    'webhook_agent_chat_close',
    'webhook_conversation_complete_partial',
    'something_new',
    'without an id',
  ),
  number: fc.nat(3),
});

type Said = typeof said extends fc.Arbitrary<infer Value> ? Value : never;

const status = (id: number, text: string) => ({ id, body: { text, type: 'SYSTEM', data: {} } });

const partOf = ({ at, what, number }: Said): object => {
  const text = `${what} ${at}`;
  switch (what) {
    case 'bot':
    case 'agent':
      return {
        event_name: 'message',
        agent: what === 'bot' ? bot : asha,
        message: { id: 1000 + at, body: { text, type: 'TEXT', data: {} } },
      };
    case 'without an id':
      return { event_name: 'message', agent: bot, message: { body: text } };
    case 'chat_pinned':
    case 'chat_complete':
    case 'something_new':
      return { event_name: what, agent: asha, message: status(1000 + at, text) };
    case 'webhook_conversation_complete':
    case 'webhook_agent_chat_complete':
    case 'webhook_agent_chat_close':
    case 'webhook_conversation_complete_partial':
      return {
        event_name: what,
        agent: asha,
        data: { conversation_no: number, completion_by: `agent ${number}` },
      };
    default:
      return what satisfies never;
  }
};

const bodyOf = (one: Said): string =>
  JSON.stringify({ ...subject, ...partOf(one), timestamp: new Date(someTime + one.at * 1000).toISOString() });

const arrivalOf = (body: string): Arrival => {
  const reading = haptik.read(body);
  if (reading.outcome !== 'understood') throw new Error(`not understood: ${body}`);
  return { channel: 'haptik', source: 'haptik', receivedAt: someTime, payload: body, news: reading.news };
};

/** One identity has one body here; what another body under it does is told elsewhere. */
const identityOf = (one: Said): string => arrivalOf(bodyOf(one)).news.events[0]?.identity ?? '';

const id = 'haptik:343:u-1';

const store = async (bodies: readonly string[], sizes: readonly number[], writers: number) => {
  const memory = createMemoryConversationStore();
  const append = createAppend({ store: memory, clock: () => someTime, pause: async () => {} });
  const batches: string[][] = [];
  for (let at = 0; at < bodies.length; at += batches.at(-1)?.length ?? 1) {
    batches.push(bodies.slice(at, at + (sizes[batches.length % sizes.length] ?? 1)));
  }
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (const batch of batches.filter((_batch, index) => index % writers === writer)) {
        await append(batch.map(arrivalOf), someTime + 1000);
      }
    }),
  );
  const { items } = await memory.events(id, { order: 'asc', limit: 1000 });
  const head = await memory.head(id);
  if (head === undefined) throw new Error('nothing was stored');
  return {
    seqs: items.map(({ seq }) => seq).toSorted((a, b) => a - b),
    events: items.map(({ kind, eventName, text, author }) =>
      JSON.stringify({ kind, eventName, text, author }),
    ),
    withIds: items.flatMap(({ platformId, position }) => (platformId === undefined ? [] : [position])),
    summary: {
      status: statusOf(head),
      closing: closingOf(head),
      agent: head.agent,
      preview: head.lastText,
      lastSeq: head.lastSeq,
    },
  };
};

describe("a conversation's deliveries", () => {
  test('in any order, repetition and batching, by several writers, make the same conversation', async () => {
    const deliveries = fc
      .uniqueArray(said, { selector: identityOf, minLength: 1, maxLength: 12 })
      .map((all) => all.map(bodyOf))
      .chain((bodies) =>
        fc.record({
          bodies: fc.constant(bodies),
          repeats: fc.array(fc.constantFrom(...bodies), { maxLength: 10 }),
          sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
          writers: fc.integer({ min: 1, max: 3 }),
          seed: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        }),
      );

    await fc.assert(
      fc.asyncProperty(deliveries, async ({ bodies, repeats, sizes, writers, seed }) => {
        const shuffled = [...bodies, ...repeats]
          .map((body) => ({ body, place: seed.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ body }) => body);

        const expected = await store(bodies, [1], 1);
        const actual = await store(shuffled, sizes, writers);

        expect(actual.seqs).toEqual(bodies.map((_, index) => index + 1));
        expect(actual.events.toSorted()).toEqual(expected.events.toSorted());
        expect(actual.withIds).toEqual(expected.withIds);
        expect(actual.summary).toEqual(expected.summary);
      }),
      { numRuns: 2000 },
    );
  });
});
