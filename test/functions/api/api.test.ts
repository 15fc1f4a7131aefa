import { beforeEach, describe, expect, test } from 'vitest';
import type { RouteKey } from '#functions/api/route-key.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { InvalidRequestError, NotFoundError, type Problem } from '#functions/shared/domain/errors.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { createApiSetting } from '#test/support/api-setting.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { sampleEvent, sampleNews, someTime } from '#test/support/samples.ts';

const day = 86_400_000;
const id = 'haptik:343:u-1';

const channel: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 's',
  businessIds: 'any',
};

let store = createMemoryConversationStore();
let now = someTime;
let whilePausing: () => Promise<void> = async () => {};

beforeEach(() => {
  store = createMemoryConversationStore();
  now = someTime;
  whilePausing = async () => {};
});

type User = { authId?: string; userId?: string; name?: string };

const putEvents = async (events: IncomingEvent[], user: User = { authId: 'u-1' }) => {
  const append = createAppend({ store, clock: () => now, pause: async () => {} });
  await append(
    events.map((event) => ({
      channel: 'haptik',
      source: 'haptik',
      receivedAt: now,
      payload: `{"message":{"id":${event.platformId},"big":12345678901234567890}}`,
      news: sampleNews([event], { user }),
    })),
    now + 1000,
  );
};

const put = async (ids: number[], user?: User) =>
  putEvents(
    ids.map((platformId) => sampleEvent(platformId)),
    user,
  );

const raw = async (
  route: RouteKey,
  query: Record<string, string> = {},
  path: Record<string, string> = { id },
): Promise<string> => {
  const api = createApiSetting({
    reader: store,
    channels: [channel],
    clock: () => now,
    pause: async (milliseconds) => {
      now += milliseconds;
      await whilePausing();
    },
  });
  const answer = await api.raw(route, { path, query });
  expect(answer.status).toBe(200);
  return answer.body;
};

const call = async (...request: Parameters<typeof raw>): Promise<unknown> =>
  JSON.parse(await raw(...request));

const problems = async (...request: Parameters<typeof call>): Promise<readonly Problem[]> => {
  try {
    await call(...request);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.details;
    throw error;
  }
  throw new Error('the call succeeded');
};

describe('GET /healthz', () => {
  test('tells the version', async () => {
    expect(await call('GET /healthz')).toEqual({ status: 'ok', version: '1.2.3' });
  });
});

describe('GET /v1/conversations/{id}', () => {
  test('tells the summary with times in ISO 8601', async () => {
    await put([2, 1], { authId: 'u-1', userId: 'h-9', name: 'n' });

    expect(await call('GET /v1/conversations/{id}')).toEqual({
      id,
      channel: 'haptik',
      source: 'haptik',
      businessId: '343',
      user: { authId: 'u-1', userId: 'h-9', name: 'n' },
      status: 'bot',
      lastSeq: 2,
      lastText: 'text 2',
      createdAt: '2026-11-21T09:00:00.000Z',
      updatedAt: '2026-11-21T09:00:00.000Z',
    });
  });

  test('tells who has the chat, who writes and how it was closed', async () => {
    const agent = { type: 'agent', id: '7', name: 'Asha' } as const;
    await putEvents([sampleEvent(1), sampleEvent(2, { kind: 'agent_assigned', author: agent })]);
    await store.noteTyping(id, { state: 'start', at: now });

    expect(await call('GET /v1/conversations/{id}')).toMatchObject({
      status: 'agent',
      agent: { id: '7', name: 'Asha', automated: false },
      typing: { state: 'start', at: '2026-11-21T09:00:00.000Z' },
    });

    now += 30_000;
    const details = { completionType: 'agent', big: JSON.rawJSON('12345678901234567890') };
    await putEvents([sampleEvent(3, { kind: 'conversation_complete', details })]);

    const closed = await call('GET /v1/conversations/{id}');
    expect(closed).toMatchObject({ status: 'complete', closing: { completionType: 'agent' } });
    expect(closed).not.toHaveProperty('agent');
    expect(closed).not.toHaveProperty('typing');
  });

  test('finds nothing where nothing is stored', async () => {
    await expect(call('GET /v1/conversations/{id}')).rejects.toThrow(NotFoundError);
  });

  test.each(['x', 'haptik:343:a@b', 'haptik:343', "'; drop", '__proto__'])(
    'refuses the id %j',
    async (bad) => {
      expect(await problems('GET /v1/conversations/{id}', {}, { id: bad })).toMatchObject([{ field: 'id' }]);
    },
  );

  test('refuses parameters it does not have', async () => {
    expect(await problems('GET /v1/conversations/{id}', { x: '1' })).toEqual([
      { field: 'x', message: 'is not a parameter of this call' },
    ]);
  });
});

describe('GET /v1/conversations/{id}/messages', () => {
  const route = 'GET /v1/conversations/{id}/messages';

  test('tells events by position with the payload as it came', async () => {
    await put([30, 10]);

    expect(await call(route)).toEqual({
      messages: [
        expect.objectContaining({ platformId: '10', seq: 2 }),
        {
          id: `${id}:1`,
          seq: 1,
          position: '00000000000000000030',
          kind: 'message',
          direction: 'in',
          author: { type: 'bot', id: '1', name: 'gogo' },
          text: 'text 30',
          platformId: '30',
          platformAt: '2026-11-21T09:00:30.000Z',
          receivedAt: '2026-11-21T09:00:00.000Z',
          storedAt: '2026-11-21T09:00:00.000Z',
          eventName: 'message',
          payload: { message: { id: 30, big: 12345678901234567000 } },
        },
      ],
    });
  });

  test('tells the element and the details of an event', async () => {
    const hsl = { type: 'BUTTON', text: 'Choose' };
    const details = { rating: 5 };
    await putEvents([sampleEvent(1, { hsl, details, kind: 'rating' })]);

    expect(await call(route)).toMatchObject({ messages: [{ kind: 'rating', hsl, details }] });
  });

  test('fetches the content of no more events than fit into the answer', async () => {
    await put([1, 2, 3, 4, 5]);
    const fetched: number[] = [];
    const { events } = store;
    store.events = async (...request) => {
      const { items, next } = await events(...request);
      const content = (seq: number) => async () => {
        fetched.push(seq);
        return { payload: JSON.stringify({ x: 'x'.repeat(2_500_000) }) };
      };
      return { items: items.map((item) => ({ ...item, content: content(item.seq) })), next };
    };

    expect(Object(await call(route)).messages).toHaveLength(2);
    expect(fetched).toEqual([1, 2, 3]);
  });

  test('tells an event whose large payload is gone, and the others', async () => {
    await put([1, 2]);
    const { events } = store;
    store.events = async (...request) => {
      const { items, next } = await events(...request);
      return {
        items: items.map((item) => (item.seq === 1 ? { ...item, content: async () => undefined } : item)),
        next,
      };
    };

    expect(await call(route)).toMatchObject({
      messages: [
        { text: 'text 1', payload: null, problem: 'The payload is no longer kept.' },
        { text: 'text 2', payload: { message: { id: 2 } } },
      ],
    });
  });

  test('writes every digit of the payload back', async () => {
    await put([30]);
    expect(await raw(route)).toContain('"big":12345678901234567890');
  });

  test('pages in both directions', async () => {
    await put([1, 2, 3]);

    const first = await call(route, { limit: '2', order: 'desc' });

    expect(first).toMatchObject({
      messages: [{ platformId: '3' }, { platformId: '2' }],
      nextCursor: expect.any(String),
    });
    const cursor = String(Object(first).nextCursor);
    const second = await call(route, { limit: '2', order: 'desc', cursor });
    expect(second).toEqual({ messages: [expect.objectContaining({ platformId: '1' })] });
    expect(await problems(route, { order: 'asc', cursor })).toMatchObject([{ field: 'cursor' }]);
    expect(await problems(route, { order: 'desc', cursor }, { id: 'haptik:343:u-2' })).toMatchObject([
      { field: 'cursor' },
    ]);
    expect(await problems(route, { order: 'desc', cursor: `${cursor}x` })).toMatchObject([
      { field: 'cursor' },
    ]);
  });

  test.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '-1' }, 'limit'],
    [{ limit: '1001' }, 'limit'],
    [{ limit: '1e3' }, 'limit'],
    [{ limit: '9'.repeat(400) }, 'limit'],
    [{ limit: '' }, 'limit'],
    [{ order: 'up' }, 'order'],
    [{ order: 'ASC' }, 'order'],
    [{ cursor: 'x' }, 'cursor'],
    [{ page: '2' }, 'page'],
  ])('refuses %j and names the field', async (query, field) => {
    expect(await problems(route, query)).toMatchObject([{ field }]);
  });

  test('names every field that is wrong at once', async () => {
    const details = await problems(route, { limit: 'x', order: 'x', page: '2' });

    expect(details.map(({ field }) => field).toSorted()).toEqual(['limit', 'order', 'page']);
  });

  test('finds nothing where there is no conversation', async () => {
    await expect(call(route)).rejects.toThrow(NotFoundError);
  });

  test('cuts a page that would not fit into one answer, and goes on behind it', async () => {
    const append = createAppend({ store, clock: () => now, pause: async () => {} });
    // Two thirds of what fits in characters, a third in the escaped bytes that Lambda counts.
    const text = 'न"'.repeat(300_000);
    for (const platformId of [1, 2, 3]) {
      await append(
        [
          {
            channel: 'haptik',
            source: 'haptik',
            receivedAt: now,
            payload: '{}',
            news: sampleNews([sampleEvent(platformId, { text })]),
          },
        ],
        now + 1000,
      );
    }

    const first = await call(route);

    expect(first).toMatchObject({ messages: [{ platformId: '1' }, { platformId: '2' }] });
    const rest = await call(route, { cursor: String(Object(first).nextCursor) });
    expect(rest).toMatchObject({ messages: [{ platformId: '3' }] });
    expect(rest).not.toHaveProperty('nextCursor');
  });
});

describe('GET /v1/conversations/{id}/changes', () => {
  const route = 'GET /v1/conversations/{id}/changes';

  test('tells events by seq behind the cursor', async () => {
    await put([30, 10, 20]);

    expect(await call(route, { after: '1', limit: '1' })).toMatchObject({
      changes: [{ seq: 2, platformId: '10' }],
      lastSeq: 3,
    });
    expect(await call(route)).toMatchObject({ changes: [{ seq: 1 }, { seq: 2 }, { seq: 3 }], lastSeq: 3 });
    expect(await call(route, { after: '3' })).toEqual({ changes: [], lastSeq: 3 });
    expect(await call(route, { after: '99' })).toEqual({ changes: [], lastSeq: 3 });
  });

  const withoutSeqs = (...missing: number[]) => {
    const whole = store;
    store = {
      ...whole,
      eventsAfter: async (...request) =>
        (await whole.eventsAfter(...request)).filter(({ seq }) => !missing.includes(seq)),
    };
  };

  test('stops at a hole, as a transaction may be under way', async () => {
    await put([1, 2, 3, 4]);
    withoutSeqs(3);

    expect(await call(route)).toMatchObject({ changes: [{ seq: 1 }, { seq: 2 }], lastSeq: 4 });
    expect(await call(route, { after: '2' })).toEqual({ changes: [], lastSeq: 4 });
  });

  test('hands out nothing behind a hole in an old conversation whose newest events are settling', async () => {
    await put([1]);
    now = someTime + 91 * day;
    await put([2, 3]);
    withoutSeqs(2);

    expect(await call(route, { after: '1' })).toEqual({ changes: [], lastSeq: 3 });
  });

  test('says where the conversation begins once its beginning has expired', async () => {
    await put([1, 2, 3]);
    withoutSeqs(1, 2);
    now = someTime + 91 * day;

    expect(await call(route)).toMatchObject({ changes: [{ seq: 3 }], firstSeq: 3, lastSeq: 3 });
    expect(await call(route, { after: '2' })).not.toHaveProperty('firstSeq');
  });

  test('says that all has expired', async () => {
    await put([1, 2]);
    withoutSeqs(1, 2);
    now = someTime + 91 * day;

    expect(await call(route)).toEqual({ changes: [], firstSeq: 3, lastSeq: 2 });
  });

  test('waits for news and answers as soon as they are there', async () => {
    await put([1]);
    whilePausing = async () => {
      if (now >= someTime + 1000) await put([2]);
    };

    expect(await call(route, { after: '1', wait: '20' })).toMatchObject({
      changes: [{ seq: 2 }],
      lastSeq: 2,
    });
    expect(now).toBe(someTime + 1000);
  });

  test('answers empty when the wait is over', async () => {
    await put([1]);

    expect(await call(route, { after: '1', wait: '2' })).toEqual({ changes: [], lastSeq: 1 });
    expect(now).toBe(someTime + 2000);
  });

  test('waits for a conversation that does not exist yet, and says so when the wait is over', async () => {
    await expect(call(route, { wait: '1' })).rejects.toThrow(NotFoundError);

    whilePausing = () => put([1]);

    expect(await call(route, { wait: '1' })).toMatchObject({ lastSeq: 1 });
  });

  test.each([
    [{ after: '-1' }, 'after'],
    [{ after: '1.5' }, 'after'],
    [{ after: 'x' }, 'after'],
    [{ wait: '21' }, 'wait'],
    [{ limit: '0' }, 'limit'],
  ])('refuses %j and names the field', async (query, field) => {
    expect(await problems(route, query)).toMatchObject([{ field }]);
  });
});

describe('GET /v1/conversations', () => {
  const route = 'GET /v1/conversations';

  test('lists page by page, most recently active first', async () => {
    for (const user of ['a', 'b', 'c']) {
      now += 1000;
      await put([1], { authId: user });
    }

    const first = await call(route, { channel: 'haptik', limit: '2' });

    expect(first).toMatchObject({ conversations: [{ id: 'haptik:343:c' }, { id: 'haptik:343:b' }] });
    const cursor = String(Object(first).nextCursor);
    expect(await call(route, { channel: 'haptik', limit: '2', cursor })).toEqual({
      conversations: [expect.objectContaining({ id: 'haptik:343:a' })],
    });
  });

  test('asks for a channel that exists', async () => {
    expect(await problems(route)).toEqual([{ field: 'channel', message: 'is missing' }]);
    expect(await problems(route, { channel: 'x' })).toEqual([
      { field: 'channel', message: 'is not a channel; the channels are haptik' },
    ]);
  });
});

describe('GET /v1/users/{user}/conversations', () => {
  const route = 'GET /v1/users/{user}/conversations';
  const query = { channel: 'haptik' };

  test('lists the conversations of a user under each name', async () => {
    await put([1], { authId: 'a@b', userId: 'h 9' });

    for (const user of ['a~40b', '~~h~209']) {
      expect(await call(route, query, { user })).toMatchObject({
        conversations: [{ id: 'haptik:343:a~40b' }],
      });
    }
    expect(await call(route, query, { user: 'nobody' })).toEqual({ conversations: [] });
  });

  test.each(['a@b', '~~', '~4', '', 'x'.repeat(1025)])('refuses the user %j', async (user) => {
    expect(await problems(route, query, { user })).toMatchObject([{ field: 'user' }]);
  });
});
