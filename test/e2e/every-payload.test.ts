import { isUtf8 } from 'node:buffer';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { eventView } from '#functions/api/present.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import type { Reading } from '#functions/shared/sources/source.ts';
import { sign, untilStored } from '#test/support/api-client.ts';
import { hostileBodies } from '#test/support/hostile-bodies.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { readFixtures } from '#test/support/read-fixtures.ts';
import { startRelayProcess } from '#test/support/relay-process.ts';

const relay = await startRelayProcess();
const { apiUrl } = relay;

afterAll(async () => {
  await relay.end('SIGTERM');
});

const proofs: Readonly<Record<string, (body: Uint8Array) => Record<string, string>>> = {
  haptik: (body) => ({ 'x-hub-signature': sign(body) }),
  fineguide: () => ({ 'x-webhook-secret': 'local-fineguide-secret' }),
};

/** Under a content type of text the gateway would make other bytes of what is not UTF-8, as it does on AWS. */
const contentType = (body: Uint8Array): string =>
  isUtf8(body) ? 'application/json' : 'application/octet-stream';

const post = async (channel: string, body: Uint8Array<ArrayBuffer>, headers = proofs[channel]?.(body)) => {
  const answer = await fetch(`${apiUrl}/webhooks/${channel}`, {
    method: 'POST',
    headers: { 'content-type': contentType(body), ...headers },
    body,
  });
  return { code: answer.status, body: Object(await answer.json()) };
};

const answers = {
  understood: 'accepted',
  typing: 'accepted',
  ignored: 'ignored',
  unusable: 'quarantined',
} as const satisfies Record<Reading['outcome'], string>;

/** The same deliveries stored by the same rules, without anything between: what the system must come to. */
const memory = createMemoryConversationStore();

const storeInMemory = async (channel: string, payload: string, reading: Reading): Promise<void> => {
  if (reading.outcome !== 'understood') return;
  const append = createAppend({ store: memory, clock: Date.now, pause: async () => {} });
  const receivedAt = Date.now();
  await append([{ channel, source: channel, receivedAt, payload, news: reading.news }], receivedAt + 1000);
};

/** What differs from run to run: when it came, and places made of that. */
const lasting = (event: Readonly<Record<string, unknown>>) => {
  const { receivedAt, storedAt, position, deliveryId, ...rest } = event;
  return JSON.parse(JSON.stringify(rest));
};

const changesOf = async (id: string): Promise<object[]> => {
  const answer = await fetch(`${apiUrl}/v1/conversations/${id}/changes?limit=1000`);
  const { changes } = z.parse(
    z.object({ changes: z.array(z.record(z.string(), z.unknown())) }),
    await answer.json(),
  );
  return changes.map(lasting);
};

const countsOf = async (channel: string) => {
  const { items } = await memory.recent(channel, { limit: 1000 });
  return items.map(({ conversationId, lastSeq }) => ({ conversationId, lastSeq }));
};

/** Posts one delivery and waits until what it brought is stored: the next may be about the same conversation. */
const deliver = async (channel: string, body: Buffer<ArrayBuffer>, reading: Reading): Promise<void> => {
  const answer = await post(channel, body);
  expect(answer).toMatchObject({ code: 200, body: { status: answers[reading.outcome] } });
  const before = new Map((await countsOf(channel)).map((one) => [one.conversationId, one.lastSeq]));
  await storeInMemory(channel, body.toString('utf8'), reading);
  for (const { conversationId, lastSeq } of await countsOf(channel)) {
    if (before.get(conversationId) !== lastSeq) await untilStored(apiUrl, conversationId, lastSeq);
  }
};

test.each(['haptik', 'fineguide'])(
  'every documented payload of %s is answered, and stored, ignored or quarantined as it is read',
  async (channel) => {
    const fixtures = readFixtures(channel);
    for (const { body } of fixtures) {
      await deliver(channel, Buffer.from(body), sourceNamed(channel).read(body));
    }

    const { items } = await memory.recent(channel, { limit: 1000 });
    expect(items.length).toBeGreaterThan(0);
    for (const { conversationId } of items) {
      const expected = await memory.eventsAfter(conversationId, { after: 0, limit: 1000 });
      const views = await Promise.all(expected.map((event) => eventView(conversationId, event)));
      expect(await changesOf(conversationId)).toEqual(views.map(lasting));
    }
  },
);

test.each(hostileBodies)('$title is answered 200', async ({ body }) => {
  const { code, body: answer } = await post('haptik', Buffer.from(body));

  expect(code).toBe(200);
  expect(['accepted', 'ignored', 'quarantined']).toContain(answer.status);
});

test('a plain message after all of them is stored, in its own conversation and in theirs', async () => {
  for (const user of ['somebody-else-again', 'rk-cust-20417']) {
    const before = z.parse(
      z.object({ lastSeq: z._default(z.number(), 0) }),
      await (await fetch(`${apiUrl}/v1/conversations/haptik:812:${user}`)).json(),
    );
    const plain = JSON.stringify({
      event_name: 'message',
      business_id: 812,
      user: { auth_id: user },
      message: { id: 99_999_999, body: 'still here' },
    });

    expect((await post('haptik', Buffer.from(plain))).code).toBe(200);
    await untilStored(apiUrl, `haptik:812:${user}`, before.lastSeq + 1);
  }
});

test.each(hostileBodies)('$title without a signature is refused', async ({ body }) => {
  expect(await post('haptik', Buffer.from(body), {})).toMatchObject({
    code: 401,
    body: { error: { code: 'BAD_SIGNATURE' } },
  });
});

test.each(['haptik', 'fineguide'])('no payload of %s is taken without its proof', async (channel) => {
  for (const { body } of readFixtures(channel)) {
    expect((await post(channel, Buffer.from(body), {})).code).toBe(401);
  }
});
