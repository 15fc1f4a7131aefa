import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { outboxView } from '#functions/api/outbox-view.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { sampleEntry, sampleMessage, sampleUlid } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';
import { runbookPages } from './runbook-pages.ts';

/** What the API answers, by path. */
type Answers = Readonly<Record<string, unknown>>;

/** What a page's commands call that change something, where the others are answered so. */
const callsOf = (
  page: string,
  answers: Answers,
  settings: Readonly<Record<string, string>> = {},
): string[] => {
  const { blocks = [] } = runbookPages.find(({ name }) => name === page) ?? {};
  const commands = blocks.flatMap((block) => (block.changes ? [block.commands] : []));
  const cases = Object.keys(answers).map((path, index) => `'${path}') printf '%s\\n' "$ANSWER_${index}" ;;`);
  const api = ['api() { case "$*" in', ...cases, '*) echo "$*" ;;', 'esac; }'];
  const bodies = Object.values(answers).map((answer, index) => [`ANSWER_${index}`, JSON.stringify(answer)]);
  const env = { PATH: process.env.PATH, CHANNEL: 'haptik', ...settings, ...Object.fromEntries(bodies) };

  const printed = execFileSync('sh', ['-ec', [...api, ...commands].join('\n')], { env });

  return printed.toString().split('\n').slice(0, -1);
};

describe('the commands that send again what failed', () => {
  const list = '/v1/outbox?channel=haptik&status=failed&limit=100';

  const failed = (number: number, changes: Partial<OutboxEntry> = {}) =>
    outboxView(sampleEntry(number, sampleMessage(number).command, { status: 'failed', ...changes }));

  /** The day of the samples. */
  const since = { SINCE: new Date(someTime).toISOString().slice(0, 10) };

  const retryOf = (user: string, number: number) =>
    `/v1/outbox/haptik:${user}:${sampleUlid(number)}/retry -X POST`;

  test('take every page and begin with the oldest, whoever changed last and whatever the platform said', () => {
    const message = 'no {"id":"haptik:x:1"} \n "retriedAs":"y" "nextCursor":"z"';
    const answers = {
      [list]: { outbox: [failed(3), failed(5, { laneUser: 'a~3A' })], nextCursor: 'b-_.9' },
      [`${list}&cursor=b-_.9`]: {
        outbox: [failed(4, { reason: 'REFUSED', error: { status: 400, message } }), failed(1)],
      },
    };

    const calls = callsOf('failed-sends', answers, since);

    expect(calls).toEqual([retryOf('u-1', 1), retryOf('u-1', 3), retryOf('u-1', 4), retryOf('a~3A', 5)]);
  });

  test('leave out what was sent again already and what another version wrote', () => {
    const answers = {
      [list]: {
        outbox: [
          failed(2, { error: { status: 400, message: 'no\n' }, retriedAs: 'haptik:u-1:later' }),
          failed(1, { conversationId: undefined }),
        ],
        unreadable: [{ id: 'haptik:u-1:strange', updatedAt: '2026-11-21T09:00:00.000Z' }],
      },
    };

    const calls = callsOf('failed-sends', answers, since);

    expect(calls).toEqual([retryOf('u-1', 1)]);
  });

  test('leave out what was accepted before today, unless told since when', () => {
    const [minute, day] = [60_000, 86_400_000];
    const [late, early] = [Date.now() + minute, Date.now() - 2 * day];
    const answers = { [list]: { outbox: [failed(2, { createdAt: late }), failed(1, { createdAt: early })] } };

    const [ofToday, ofMore] = [{}, { SINCE: new Date(early - day).toISOString().slice(0, 10) }].map(
      (settings) => callsOf('failed-sends', answers, settings),
    );

    expect(ofToday).toEqual([retryOf('u-1', 2)]);
    expect(ofMore).toEqual([retryOf('u-1', 1), retryOf('u-1', 2)]);
  });

  test('do nothing where nothing failed', () => {
    expect(callsOf('failed-sends', { [list]: { outbox: [] } })).toEqual([]);
  });
});

describe('the commands that try again what was not understood', () => {
  const list = '/v1/quarantine?limit=100';
  const kept = (id: string) => ({ id, channel: 'haptik', deliveryId: `of-${id}`, reason: 'is {"id":"no"}' });

  test('take every page, in the order of the list', () => {
    const calls = callsOf('quarantine', {
      [list]: { quarantined: [kept('b'), { id: 'a', problem: 'is strange', size: 1 }], nextCursor: 'c.1' },
      [`${list}&cursor=c.1`]: { quarantined: [kept('d')] },
    });

    expect(calls).toEqual(['b', 'a', 'd'].map((id) => `/v1/quarantine/${id}/replay -X POST`));
  });

  test('do nothing where nothing lies there', () => {
    expect(callsOf('quarantine', { [list]: { quarantined: [] } })).toEqual([]);
  });
});
