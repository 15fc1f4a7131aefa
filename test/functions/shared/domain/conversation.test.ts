import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, statusOf, usersToBind } from '#functions/shared/domain/conversation.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { sampleEvent, sampleHead, sampleNews, someTime } from '#test/support/samples.ts';

const agent = { type: 'agent', id: '7', name: 'Asha' } as const;

const summaryAfter = (events: IncomingEvent[], head = sampleHead()) =>
  events.reduce((known, event) => advance(known, sampleNews([event]), someTime), head);

describe('a conversation summary', () => {
  test('counts events and remembers the largest id and the last message', () => {
    const head = summaryAfter([sampleEvent(5), sampleEvent(3)]);

    expect(head).toMatchObject({ lastSeq: 2, lastPlatformId: '5', lastMessage: { text: 'text 5' } });
  });

  test('compares ids as numbers', () => {
    expect(summaryAfter([sampleEvent(10), sampleEvent(9)]).lastPlatformId).toBe('10');
  });

  test('keeps what it knows where an event has no id', () => {
    const nameless = sampleEvent(1, { platformId: undefined, platformAt: undefined, text: 'old' });

    expect(summaryAfter([sampleEvent(10), nameless])).toMatchObject({
      lastPlatformId: '10',
      lastMessage: { text: 'text 10' },
    });
    expect(summaryAfter([nameless])).toMatchObject({
      lastPlatformId: undefined,
      lastMessage: { text: 'old' },
    });
  });

  test('says agent once an agent wrote', () => {
    expect(statusOf(summaryAfter([sampleEvent(1)]))).toBe('bot');
    expect(statusOf(summaryAfter([sampleEvent(1, { author: agent })]))).toBe('agent');
    expect(summaryAfter([sampleEvent(1, { author: agent })]).assigned?.agent).toEqual({
      id: '7',
      name: 'Asha',
      automated: false,
    });
  });

  test('shortens a long text to 200 characters without breaking one', () => {
    const text = summaryAfter([sampleEvent(1, { text: '🧾'.repeat(150) })]).lastMessage?.text ?? '';

    expect(text.length).toBe(200);
    expect(text.isWellFormed()).toBe(true);
    expect(summaryAfter([sampleEvent(1, { text: 'x'.repeat(200) })]).lastMessage?.text).toBe('x'.repeat(200));
  });

  test('takes the description of the user and the business from the newest event', () => {
    const news = (id: number, name: string) =>
      sampleNews([sampleEvent(id)], {
        businessName: `shop ${name}`,
        user: { authId: 'u-1', name, userId: 'h-9' },
      });

    const head = [news(2, 'new'), news(1, 'old')].reduce(
      (known, one) => advance(known, one, someTime),
      sampleHead(),
    );

    expect(head).toMatchObject({
      businessName: 'shop new',
      user: { authId: 'u-1', userId: 'h-9', name: 'new' },
    });
  });

  test('learns from a late event what no newer one said', () => {
    const named = sampleNews([sampleEvent(1)], {
      businessName: 'shop',
      user: { userId: 'h-9', platform: 'iOS' },
    });

    const head = advance(summaryAfter([sampleEvent(2)]), named, someTime);

    expect(head).toMatchObject({
      businessName: 'shop',
      user: { authId: 'u-1', userId: 'h-9', platform: 'iOS' },
    });
  });

  test('is the same whatever order the events arrive in', () => {
    const event = fc
      .record({ id: fc.nat(50), byAgent: fc.boolean(), at: fc.option(fc.nat(20), { nil: undefined }) })
      .map(({ id, byAgent, at }) =>
        sampleEvent(id, { platformAt: at, ...(byAgent ? { author: { ...agent, id: String(id) } } : {}) }),
      );
    const events = fc.uniqueArray(event, { selector: ({ platformId }) => platformId, maxLength: 12 });

    fc.assert(
      fc.property(
        events.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(summaryAfter(shuffled)).toEqual(summaryAfter(all));
        },
      ),
    );
  });
});

describe('usersToBind', () => {
  const bound = sampleHead({ usersBoundAt: someTime });
  const month = 30 * 24 * 60 * 60 * 1000;

  test('is nothing while the names are known and fresh', () => {
    expect(usersToBind(bound, bound, someTime + month - 1)).toEqual([]);
  });

  test('is every name when one is new', () => {
    const named = { ...bound, user: { authId: 'u-1', userId: 'h-9' } };

    expect(usersToBind(bound, named, someTime)).toEqual([{ authId: 'u-1' }, { userId: 'h-9' }]);
  });

  test('is every name once a month', () => {
    expect(usersToBind(bound, bound, someTime + month)).toEqual([{ authId: 'u-1' }]);
  });
});
