import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, statusOf, withNames } from '#functions/shared/domain/conversation.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { sampleEvent, sampleHead, sampleNews, someTime } from '#test/support/samples.ts';

const agent = { type: 'agent', id: '7', name: 'Asha' } as const;

const summaryAfter = (events: IncomingEvent[], head = sampleHead()) =>
  events.reduce((known, event) => advance(known, sampleNews([event]), someTime), head);

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

  test('says agent once an agent wrote', () => {
    expect(statusOf(summaryAfter([sampleEvent(1)]))).toBe('bot');
    expect(statusOf(summaryAfter([sampleEvent(1, { author: agent })]))).toBe('agent');
    expect(summaryAfter([sampleEvent(1, { author: agent })]).agent?.value).toEqual({
      id: '7',
      name: 'Asha',
      automated: false,
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
      (known, one) => advance(known, one, someTime),
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

    expect(advance(sampleHead(), other, someTime).authId).toBe('u-1');
  });

  test('is the same whatever order the events arrive in', () => {
    const maybe = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
    const delivery = fc
      .record({
        id: fc.nat(50),
        byAgent: fc.boolean(),
        at: fc.option(fc.nat(20), { nil: undefined }),
        name: maybe,
        userId: maybe,
      })
      .map(({ id, byAgent, at, name, userId }) =>
        sampleNews(
          [sampleEvent(id, { platformAt: at, ...(byAgent ? { author: { ...agent, id: String(id) } } : {}) })],
          { businessName: name, user: { authId: 'u-1', name, userId, platform: userId } },
        ),
      );
    const deliveries = fc.uniqueArray(delivery, {
      selector: ({ events }) => events[0]?.platformId,
      maxLength: 12,
    });
    const summaryOf = (all: ReturnType<typeof sampleNews>[]) =>
      all.reduce((known, news) => advance(known, news, someTime), sampleHead());

    fc.assert(
      fc.property(
        deliveries.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(summaryOf(shuffled)).toEqual(summaryOf(all));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('withNames', () => {
  const known = sampleHead({ names: ['u-1', '~~h-1'], namesWrittenAt: someTime });
  const month = 30 * 24 * 60 * 60 * 1000;

  test('has nothing due while the names are known and fresh', () => {
    expect(withNames(known, ['u-1'], someTime + month - 1)).toEqual({ head: known, due: [] });
  });

  test('has a name due that is new', () => {
    const { head, due } = withNames(known, ['u-1', '~~h-2', '~~h-2'], someTime + 1);

    expect(due).toEqual(['~~h-2']);
    expect(head).toEqual({ ...known, names: ['u-1', '~~h-1', '~~h-2'] });
  });

  test('has every name due once a month', () => {
    const { head, due } = withNames(known, ['~~h-2'], someTime + month);

    expect(due).toEqual(['u-1', '~~h-1', '~~h-2']);
    expect(head.namesWrittenAt).toBe(someTime + month);
  });

  test('keeps twenty names at most', () => {
    const many = Array.from({ length: 30 }, (_, index) => `~~h-${index}`);

    expect(withNames(known, many, someTime).head.names).toHaveLength(20);
  });
});
