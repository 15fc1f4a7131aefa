import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '#functions/shared/domain/advance.ts';
import {
  agentOf,
  type ConversationHead,
  closingOf,
  statusOf,
} from '#functions/shared/domain/conversation.ts';
import {
  type Details,
  type EventKind,
  eventKinds,
  type IncomingEvent,
} from '#functions/shared/domain/event.ts';
import { sampleEvent, sampleHead, sampleNews, someTime } from '#test/support/samples.ts';

const agent = { type: 'agent', id: '7', name: 'Asha' } as const;

const times = { receivedAt: someTime, now: someTime };

const summaryAfter = (events: IncomingEvent[], head = sampleHead()) =>
  events.reduce((known, event) => advance(known, sampleNews([event]), times), head);

const hour = 3_600_000;

/** An event of another kind than a message, so many seconds after the start. */
const eventAt = (seconds: number, kind: EventKind, changes: Partial<IncomingEvent> = {}): IncomingEvent =>
  sampleEvent(0, {
    kind,
    eventName: kind,
    identity: `${kind}|${seconds}`,
    author: agent,
    text: '',
    platformId: undefined,
    platformAt: someTime + seconds * 1000,
    ...changes,
  });

describe('a conversation summary', () => {
  test('counts events and remembers the largest id and the last message', () => {
    const head = summaryAfter([sampleEvent(5), sampleEvent(3)]);

    expect(head).toMatchObject({ lastSeq: 2, lastPlatformId: '5', lastText: { value: 'text 5' } });
  });

  test('compares ids as numbers', () => {
    expect(summaryAfter([sampleEvent(10), sampleEvent(9)]).lastPlatformId).toBe('10');
  });

  test('keeps what it knows where an event has no id', () => {
    const nameless = sampleEvent(1, { platformId: undefined, platformAt: undefined, text: 'old' });

    expect(summaryAfter([sampleEvent(10), nameless])).toMatchObject({
      lastPlatformId: '10',
      lastText: { value: 'text 10' },
    });
    expect(summaryAfter([nameless])).toMatchObject({
      lastPlatformId: undefined,
      lastText: { value: 'old' },
    });
  });

  test('shortens a long text to 200 characters without breaking one', () => {
    const previewOf = (text: string) => summaryAfter([sampleEvent(1, { text })]).lastText?.value;

    expect(previewOf('x'.repeat(200))).toBe('x'.repeat(200));
    expect(previewOf('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
    expect(previewOf('🧾'.repeat(150))).toBe(`${'🧾'.repeat(99)}…`);
    expect(previewOf(`x${'🧾'.repeat(150)}`)).toBe(`x${'🧾'.repeat(99)}…`);
  });

  test('takes names of the user and the business from the newest event that tells them', () => {
    const news = (id: number, name: string) =>
      sampleNews([sampleEvent(id)], {
        businessName: `shop ${name}`,
        user: { authId: 'u-1', name, userId: `h-${id}`, platform: 'iOS' },
      });

    const head = [news(2, 'new'), news(1, 'old'), sampleNews([sampleEvent(3)])].reduce(
      (known, one) => advance(known, one, times),
      sampleHead(),
    );

    expect(head).toMatchObject({
      authId: 'u-1',
      businessName: { value: 'shop new' },
      userId: { value: 'h-2' },
      userName: { value: 'new' },
      userPlatform: { value: 'iOS' },
    });
  });

  test('never takes another auth_id', () => {
    const other = sampleNews([sampleEvent(2)], { user: { authId: 'u-2' } });

    expect(advance(sampleHead(), other, times).authId).toBe('u-1');
  });

  test('previews no message that says nothing', () => {
    expect(summaryAfter([sampleEvent(1), sampleEvent(2, { text: '' })]).lastText?.value).toBe('text 1');
  });

  test('previews messages only', () => {
    expect(summaryAfter([sampleEvent(1), eventAt(9, 'rating', { text: 'Rated 5' })]).lastText?.value).toBe(
      'text 1',
    );
  });

  test('orders by receipt what its platform does not order', () => {
    const unordered = (text: string) =>
      sampleEvent(1, { identity: text, text, orderedBy: 'receipt', platformId: 'b7', platformAt: undefined });
    const heard = (text: string, receivedAt: number) => (known: ConversationHead) =>
      advance(known, sampleNews([unordered(text)]), { receivedAt, now: someTime + hour });

    const head = heard('first', someTime)(heard('second', someTime + 1)(sampleHead()));

    expect(head).toMatchObject({
      lastText: { value: 'second' },
      lastPlatformId: undefined,
      updatedAt: someTime + hour,
    });
  });
});

describe("a conversation's status", () => {
  const statusAfter = (...events: IncomingEvent[]) => statusOf(summaryAfter(events));

  test.each<[string, string, IncomingEvent[]]>([
    ['bot', 'is empty', []],
    ['bot', "holds the bot's messages", [sampleEvent(1)]],
    ['agent', 'was assigned', [sampleEvent(1), eventAt(2, 'agent_assigned')]],
    ['agent', 'holds a message of an agent', [sampleEvent(1, { author: agent })]],
    [
      'agent',
      'holds a message of the bot behind an assignment',
      [eventAt(1, 'agent_assigned'), sampleEvent(2)],
    ],
    ['idle', 'fell idle', [sampleEvent(1), eventAt(2, 'conversation_idle')]],
    [
      'agent',
      'goes on with an agent after it fell idle',
      [eventAt(1, 'agent_assigned'), eventAt(2, 'conversation_idle'), sampleEvent(3)],
    ],
    ['complete', 'was closed', [sampleEvent(1), eventAt(2, 'conversation_complete')]],
    ['complete', 'was closed by its agent', [sampleEvent(1), eventAt(2, 'agent_closed')]],
    ['complete', 'was closed before anything else is known', [eventAt(2, 'conversation_complete')]],
    [
      'complete',
      'fell idle after it was closed',
      [sampleEvent(1), eventAt(2, 'conversation_complete'), eventAt(3, 'conversation_idle')],
    ],
    [
      'complete',
      'was closed in the moment of its last message',
      [sampleEvent(1), eventAt(1, 'conversation_complete')],
    ],
    [
      'complete',
      'was rated after it was closed',
      [sampleEvent(1), eventAt(2, 'conversation_complete'), eventAt(3, 'rating'), eventAt(4, 'unknown')],
    ],
    [
      'bot',
      'was opened again by a message',
      [eventAt(1, 'agent_assigned'), eventAt(2, 'conversation_complete'), sampleEvent(3)],
    ],
    [
      'bot',
      'was assigned to the bot itself',
      [eventAt(1, 'agent_assigned', { author: { type: 'bot', name: 'gogo' } })],
    ],
    [
      'agent',
      'was assigned again after it was closed',
      [sampleEvent(1), eventAt(2, 'conversation_complete'), eventAt(3, 'agent_assigned')],
    ],
  ])('is %s where it %s, in whatever order that arrives', (status, _, events) => {
    expect(statusAfter(...events)).toBe(status);
    expect(statusAfter(...events.toReversed())).toBe(status);
  });

  test.each<[string, Partial<IncomingEvent>, object]>([
    ['an agent', { author: agent }, { id: '7', name: 'Asha', automated: false }],
    ['the bot', { author: { type: 'bot', name: 'gogo' } }, { name: 'gogo', automated: true }],
    ['nobody named', { author: { type: 'system' } }, { automated: false }],
  ])('names %s that was assigned, until the chat is closed', (_, changes, expected) => {
    const open = summaryAfter([eventAt(1, 'agent_assigned', changes)]);

    expect(agentOf(open)).toEqual(expected);
    expect(agentOf(summaryAfter([eventAt(2, 'agent_closed')], open))).toBeUndefined();
    expect(agentOf(summaryAfter([eventAt(2, 'agent_closed'), sampleEvent(3)], open))).toBeUndefined();
  });

  test('names no agent for a message of the bot', () => {
    expect(agentOf(summaryAfter([sampleEvent(1)]))).toBeUndefined();
  });
});

describe('what was said of a closing', () => {
  const closedAt = (seconds: number, details?: Details, kind: EventKind = 'conversation_complete') =>
    eventAt(seconds, kind, { details });

  test('is taken together from all its events, the newest first', () => {
    const events = [
      sampleEvent(1),
      closedAt(2, undefined),
      closedAt(3, { reason: 'old', by: 'agent' }),
      closedAt(4, { reason: 'new' }, 'agent_closed'),
    ];

    expect(closingOf(summaryAfter(events))).toEqual({ reason: 'new', by: 'agent' });
    expect(closingOf(summaryAfter(events.toReversed()))).toEqual({ reason: 'new', by: 'agent' });
  });

  test('is of the closing that stands, not of an earlier one', () => {
    const events = [closedAt(1, { reason: 'first' }), sampleEvent(2), closedAt(3, { by: 'bot' })];

    expect(closingOf(summaryAfter(events))).toEqual({ by: 'bot' });
    expect(closingOf(summaryAfter(events.toReversed()))).toEqual({ by: 'bot' });
    expect(summaryAfter(events).closings).toHaveLength(1);
  });

  test('is nothing while the conversation is open', () => {
    expect(closingOf(summaryAfter([sampleEvent(1)]))).toBeUndefined();
    expect(closingOf(summaryAfter([closedAt(1, { a: 1 }), sampleEvent(2)]))).toBeUndefined();
  });

  test('keeps the four newest', () => {
    const events = [1, 2, 3, 4, 5].map((seconds) => closedAt(seconds, { [`k${seconds}`]: seconds }));

    expect(closingOf(summaryAfter(events))).toEqual({ k2: 2, k3: 3, k4: 4, k5: 5 });
  });

  test('is kept in the summary as far as there is room', () => {
    const details = { a: 'x'.repeat(1000), b: 'x'.repeat(480), c: 'y', d: '' };

    expect(closingOf(summaryAfter([closedAt(1, details)]))).toEqual({ a: details.a, b: details.b });
    expect(closingOf(summaryAfter([closedAt(1, { a: 'x'.repeat(1492) })]))).toHaveProperty('a');
    expect(closingOf(summaryAfter([closedAt(1, { a: 'x'.repeat(1493) })]))).toEqual({});
  });

  test('gives a key __proto__ no power', () => {
    const details = JSON.parse('{"__proto__":{"polluted":1}}');

    expect(closingOf(summaryAfter([closedAt(1, details)]))).not.toHaveProperty('polluted');
  });
});

describe('the order of arrival', () => {
  test('changes nothing but the seqs', () => {
    const maybe = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
    const delivery = fc
      .record({
        id: fc.nat(50),
        hasId: fc.boolean(),
        kind: fc.constantFrom(...eventKinds),
        byAgent: fc.boolean(),
        at: fc.option(fc.nat(20), { nil: undefined }),
        name: maybe,
        userId: maybe,
      })
      .map(({ id, hasId, kind, byAgent, at, name, userId }) =>
        sampleNews(
          [
            sampleEvent(id, {
              kind,
              identity: `${kind}|${id}`,
              platformAt: at,
              ...(hasId ? {} : { platformId: undefined }),
              details: { [name ?? 'none']: id },
              ...(byAgent ? { author: { ...agent, id: String(id) } } : {}),
            }),
          ],
          { businessName: name, user: { authId: 'u-1', name, userId, platform: userId } },
        ),
      );
    const deliveries = fc.uniqueArray(delivery, {
      selector: ({ events }) => events[0]?.identity,
      maxLength: 12,
    });
    const summaryOf = (all: ReturnType<typeof sampleNews>[]) =>
      all.reduce((known, news) => advance(known, news, times), sampleHead());

    fc.assert(
      fc.property(
        deliveries.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(summaryOf(shuffled)).toEqual(summaryOf(all));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
