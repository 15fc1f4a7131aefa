import { describe, expect, test } from 'vitest';
import { createAppend } from '#functions/shared/append/append.ts';
import { closingOf, statusOf } from '#functions/shared/domain/conversation.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Details } from '#functions/shared/domain/event.ts';
import { createMemoryConversationStore } from '#test/support/memory-conversation-store.ts';
import { sampleEvent, sampleNews, someTime } from '#test/support/samples.ts';

const id = 'haptik:343:u-1';

type Kind = 'agent_closed' | 'conversation_idle';

/** One closing, told with these details so many seconds after the start. */
const told = (seconds: number, details: Details, kind: Kind = 'agent_closed') => ({
  channel: 'haptik',
  source: 'haptik',
  receivedAt: someTime,
  payload: '{}',
  news: sampleNews([
    sampleEvent(0, {
      kind,
      identity: 'agent_closed|x',
      platformId: undefined,
      platformAt: someTime + seconds * 1000,
      details,
    }),
  ]),
});

const setUp = () => {
  const memory = createMemoryConversationStore();
  const writes: number[] = [];
  const appendTo = (target: ConversationWriter, clock = () => someTime) => {
    const append = createAppend({ store: target, clock, pause: async () => {} });
    return (...arrivals: ReturnType<typeof told>[]) => append(arrivals, someTime + 1000);
  };
  const append = appendTo({
    ...memory,
    write: async (write) => {
      writes.push(write.events.length);
      return memory.write(write);
    },
  });
  const summary = async () => {
    const head = await memory.head(id);
    if (head === undefined) throw new Error('nothing is stored');
    return { status: statusOf(head), closing: closingOf(head), lastSeq: head.lastSeq };
  };
  return { memory, appendTo, append, writes, summary };
};

const poor = { by: 'agent' };
const rich = { by: 'agent', reason: 'solved' };
const closed = { status: 'complete', closing: rich, lastSeq: 1 };

describe('a closing that is told twice', () => {
  test.each([
    ['the richer telling comes later', told(1, poor), told(2, rich)],
    ['the poorer telling comes later', told(1, rich), told(2, poor)],
    ['the older telling comes later', told(2, poor), told(1, rich)],
    ['both bear the same time', told(1, poor), told(1, rich)],
  ])('is one event with everything that was said where %s', async (_, first, second) => {
    const { append, summary } = setUp();

    await append(first);
    const again = await append(second);

    expect(again).toMatchObject({ stored: [], duplicates: 1, mismatches: 1 });
    expect(await summary()).toEqual(closed);
  });

  test('within one batch is one event with everything that was said', async () => {
    const { append, summary } = setUp();

    await append(told(1, poor), told(2, rich));

    expect(await summary()).toEqual(closed);
  });

  test('is written once, however often it is told again', async () => {
    const { append, writes } = setUp();
    await append(told(1, poor));

    await append(told(2, rich));
    await append(told(2, rich));

    expect(writes.filter((events) => events === 0)).toHaveLength(1);
  });

  test('takes its place in a summary that moved meanwhile', async () => {
    const { append, appendTo, memory, summary } = setUp();
    await append(told(1, poor));
    const message = { ...told(0, {}), news: sampleNews([sampleEvent(1, { platformAt: someTime })]) };
    let moved = false;
    const moving: ConversationWriter = {
      ...memory,
      write: async (write) => {
        if (write.events.length === 0 && !moved) {
          moved = true;
          await append(message);
        }
        return memory.write(write);
      },
    };

    await appendTo(moving)(told(2, rich));

    expect(await summary()).toEqual({ ...closed, lastSeq: 2 });
  });

  test('goes back to the queue when others keep writing', async () => {
    const { append, appendTo, memory } = setUp();
    await append(told(1, poor));
    let now = someTime;
    const contended: ConversationWriter = {
      ...memory,
      write: async (write) => {
        now += 600;
        return write.events.length === 0 ? { outcome: 'contended' } : memory.write(write);
      },
    };

    await expect(appendTo(contended, () => now)(told(2, rich))).rejects.toThrow(StoreUnavailableError);
  });

  test('changes nothing where it is no closing', async () => {
    const { append, writes } = setUp();
    await append(told(1, poor, 'conversation_idle'));

    expect(await append(told(2, rich, 'conversation_idle'))).toMatchObject({ duplicates: 1, mismatches: 1 });
    expect(writes.filter((events) => events === 0)).toEqual([]);
  });
});
