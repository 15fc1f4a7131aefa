import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { createWakeForgotten } from '#functions/watch/wake-forgotten.ts';
import { createMemoryOutbox } from '#test/support/memory-outbox.ts';
import { createObserved } from '#test/support/observed.ts';
import { sampleEntry, sampleMessage } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';

const minute = 60_000;

const of = (number: number, changes: Partial<OutboxEntry> = {}) =>
  sampleEntry(number, sampleMessage(number).command, changes);

type Options = { timeScale?: number; unreadable?: readonly string[]; log?: Log };

/** Runs it this long after the sample time; answers the lanes that were woken, by user. */
const wake = async (
  after: number,
  entries: readonly OutboxEntry[],
  { timeScale = 1, unreadable = [], log = createObserved().log }: Options = {},
) => {
  const outbox = createMemoryOutbox({ unreadable });
  for (const entry of entries) await outbox.add(entry);
  const woken: string[] = [];
  const wakeForgotten = createWakeForgotten({
    outbox,
    wakeUps: {
      send: async ({ laneUser }, token) => {
        woken.push(`${laneUser} ${token}`);
      },
    },
    log,
    channels: ['haptik'],
    timeScale,
    clock: () => someTime + after,
  });
  await wakeForgotten(someTime + after + minute);
  return woken.sort();
};

const token = (after: number) => `watch-${someTime + after}`;

describe('forgotten lanes', () => {
  test.each<[string, number, Partial<OutboxEntry>]>([
    ['queued', minute, { status: 'queued' }],
    ['waiting', 6 * minute, { status: 'waiting', nextTryAt: someTime + 5 * minute }],
    ['being sent', 7 * minute, { status: 'sending' }],
  ])('are woken once their command has been %s for too long', async (_, after, changes) => {
    expect(await wake(after - 1, [of(1, changes)])).toEqual([]);
    expect(await wake(after, [of(1, changes)])).toEqual([`u-1 ${token(after)}`]);
  });

  test('are woken once, however many of their commands are overdue', async () => {
    const entries = [of(1), of(2), of(3, { laneUser: 'u-2' })];

    expect(await wake(minute, entries)).toEqual([`u-1 ${token(minute)}`, `u-2 ${token(minute)}`]);
  });

  test('are not those that wait for their oldest command', async () => {
    const oldest = of(1, { status: 'waiting', nextTryAt: someTime + 10 * minute });

    expect(await wake(5 * minute, [oldest, of(2)])).toEqual([]);
  });

  test('are found behind however many that wait', async () => {
    const waiting = Array.from({ length: 450 }, (_, index) =>
      of(index + 1, { status: 'queued', updatedAt: someTime - 10 * minute }),
    );
    const oldest = of(0, { status: 'waiting', nextTryAt: someTime + 10 * minute });

    expect(await wake(minute, [oldest, ...waiting, of(1, { laneUser: 'u-2' })])).toEqual([
      `u-2 ${token(minute)}`,
    ]);
  });

  test('are not those with nothing left to do', async () => {
    const { place, ...ended } = of(1);

    expect(
      await wake(60 * minute, [
        { ...ended, status: 'failed' },
        { ...ended, status: 'sent' },
      ]),
    ).toEqual([]);
  });

  test('are found beside one whose oldest command cannot be read, which the log tells', async () => {
    const { log, lines } = createObserved();
    const entries = [of(1), of(2), of(3, { laneUser: 'u-2' })];

    const woken = await wake(minute, entries, { unreadable: [of(1).outboxId], log });

    expect(woken).toEqual([`u-2 ${token(minute)}`]);
    expect(lines).toMatchObject([
      { message: 'The oldest command of a lane cannot be read.', fields: { lane: 'haptik:u-1' } },
    ]);
  });

  test('are not looked for any further where the table does not answer', async () => {
    const outbox = createMemoryOutbox();
    for (const entry of [of(1), of(2, { laneUser: 'u-2' })]) await outbox.add(entry);
    const down = async () => {
      throw new StoreUnavailableError('down');
    };
    const observed = createObserved();
    const wakeForgotten = createWakeForgotten({
      outbox: { list: outbox.list, next: down },
      wakeUps: { send: async () => undefined },
      channels: ['haptik'],
      timeScale: 1,
      clock: () => someTime + minute,
      ...observed,
    });

    await expect(wakeForgotten(someTime + 2 * minute)).rejects.toThrow(StoreUnavailableError);
    expect(observed.lines).toEqual([]);
  });

  test('are found sooner where time runs faster', async () => {
    expect(await wake(1000, [of(1)], { timeScale: 60 })).toEqual([`u-1 ${token(1000)}`]);
  });
});
