import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import {
  type OutboxEntry,
  type OutboxStatus,
  outboxStatuses,
} from '#functions/shared/domain/outbox/entry.ts';
import { createApiSetting } from '#test/support/api-setting.ts';
import { createMemoryOutbox } from '#test/support/memory-outbox.ts';
import { sampleMessage, sampleUlid } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';

const getRoute = 'GET /v1/outbox/{outboxId}';
const route = 'GET /v1/outbox';

const listed = outboxStatuses.filter((status) => status !== 'sent');

const open = async (...entries: OutboxEntry[]) => {
  const setting = createApiSetting();
  for (const entry of entries) await setting.outbox.add(entry);

  const list = async (query: Record<string, string> = {}): Promise<{ ids: string[]; cursor?: string }> => {
    const { body } = await setting.call(route, { query });
    const { outbox, nextCursor: cursor } = Object(body);
    return { ids: outbox.map(({ id }: { id: string }) => id), ...(cursor && { cursor }) };
  };

  /** All pages, one after the other. */
  const listAll = async (query: Record<string, string>): Promise<string[][]> => {
    const pages: string[][] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await list({ ...query, ...(cursor !== undefined && { cursor }) });
      pages.push(page.ids);
      cursor = page.cursor;
      if (cursor === undefined) return pages;
    }
  };

  return { ...setting, list, listAll };
};

/** A command that was changed so many milliseconds after the sample time. */
const changed = (number: number, after: number, changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...sampleMessage(number),
  updatedAt: someTime + after,
  ...changes,
});

const idOf = (number: number): string => sampleMessage(number).outboxId;

describe('GET /v1/outbox/{outboxId}', () => {
  test('tells a command that was just queued', async () => {
    const { call } = await open(sampleMessage(1));

    expect(await call(getRoute, { path: { outboxId: idOf(1) } })).toEqual({
      status: 200,
      body: {
        id: idOf(1),
        conversationId: 'haptik:343:u-1',
        kind: 'message',
        status: 'queued',
        attempts: 0,
        createdAt: '2026-11-21T09:00:00.000Z',
        updatedAt: '2026-11-21T09:00:00.000Z',
      },
    });
  });

  test('tells everything there is to tell, and nothing else', async () => {
    const told = {
      reason: 'HTTP_500',
      platformId: '17',
      confirmedBy: 'echo',
      error: { status: 500, message: 'oops' },
      retriedAs: idOf(2),
    } as const;
    const { call } = await open(
      changed(1, 0, {
        ...told,
        status: 'waiting',
        attempts: 3,
        nextTryAt: someTime + 1500,
        attemptAt: someTime,
        evidenceUntil: someTime + 20_000,
        doubtful: true,
      }),
    );

    const { body } = await call(getRoute, { path: { outboxId: idOf(1) } });

    expect(body).toEqual({
      ...told,
      id: idOf(1),
      conversationId: 'haptik:343:u-1',
      kind: 'message',
      status: 'waiting',
      attempts: 3,
      createdAt: '2026-11-21T09:00:00.000Z',
      updatedAt: '2026-11-21T09:00:00.000Z',
      nextTryAt: '2026-11-21T09:00:20.000Z',
    });
  });

  test('finds nothing of another id', async () => {
    const { call, problems } = await open(sampleMessage(1));

    await expect(call(getRoute, { path: { outboxId: idOf(2) } })).rejects.toThrow(NotFoundError);
    for (const outboxId of ['x', 'haptik:u-1', `haptik:u-1:${sampleUlid(1)}x`, `haptik:a/b:${sampleUlid(1)}`])
      expect(await problems(getRoute, { path: { outboxId } })).toMatchObject([{ field: 'outboxId' }]);
    expect(await problems(getRoute, { path: { outboxId: idOf(1) }, query: { x: '1' } })).toMatchObject([
      { field: 'x' },
    ]);
  });
});

describe('GET /v1/outbox', () => {
  test('lists commands over channels and statuses, those changed last first', async () => {
    const { list } = await open(
      changed(1, 10, { status: 'failed' }),
      changed(2, 30, { status: 'waiting' }),
      changed(3, 20, { status: 'queued', channel: 'narrow', outboxId: `narrow:u-1:${sampleUlid(3)}` }),
      changed(4, 40, { status: 'sent' }),
    );

    expect(await list()).toEqual({ ids: [idOf(2), `narrow:u-1:${sampleUlid(3)}`, idOf(1)] });
    expect(await list({ channel: 'haptik' })).toEqual({ ids: [idOf(2), idOf(1)] });
    expect(await list({ status: 'failed' })).toEqual({ ids: [idOf(1)] });
    expect(await list({ status: 'failed', channel: 'narrow' })).toEqual({ ids: [] });
  });

  test('shows them as they are shown one by one', async () => {
    const { call } = await open(changed(1, 0, { status: 'failed', reason: 'EXPIRED' }));

    const { body: one } = await call(getRoute, { path: { outboxId: idOf(1) } });

    expect(await call(route)).toEqual({ status: 200, body: { outbox: [one] } });
  });

  test('hands out each command once, page by page, in one order', async () => {
    const status = fc.constantFrom<OutboxStatus>(...listed);
    const channel = fc.constantFrom('haptik', 'narrow');

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ after: fc.nat(5), status, channel }), { maxLength: 25 }),
        fc.integer({ min: 1, max: 6 }),
        async (specs, limit) => {
          const entries = specs.map(({ after, ...changes }, number) => {
            const outboxId = `${changes.channel}:u-1:${sampleUlid(number)}`;
            return changed(number, after, { ...changes, outboxId });
          });
          const { listAll, list } = await open(...entries);

          const pages = await listAll({ limit: String(limit) });

          expect(pages.flat()).toEqual((await list({ limit: '100' })).ids);
          expect(pages.flat().toSorted()).toEqual(entries.map(({ outboxId }) => outboxId).toSorted());
          expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('stays stable while commands change: those come to the front and are not missed by who begins anew', async () => {
    const entries = [1, 2, 3, 4, 5, 6].map((number) => changed(number, number, { status: 'waiting' }));
    const { list, outbox } = await open(...entries);
    const first = await list({ limit: '2' });
    expect(first.ids).toEqual([idOf(6), idOf(5)]);

    for (const number of [6, 2]) {
      const entry = await outbox.get(idOf(number));
      if (entry) await outbox.save({ ...entry, updatedAt: someTime + 100 + number, status: 'failed' });
    }

    expect(await list({ cursor: first.cursor ?? '' })).toEqual({ ids: [idOf(4), idOf(3), idOf(1)] });
    expect((await list({ limit: '2' })).ids).toEqual([idOf(6), idOf(2)]);
  });

  test('hands out nothing from behind the place to which a list was read, though it gave little', async () => {
    const { outbox } = await open(
      changed(1, 10, { status: 'failed' }),
      changed(2, 20, { status: 'waiting' }),
      changed(3, 30, { status: 'waiting' }),
      changed(4, 40, { status: 'waiting' }),
    );
    // As the table does where the index is behind: what it leads to is of another status by now.
    const behind = createApiSetting({
      outbox: {
        ...outbox,
        list: async (of, page) => {
          const { items, ...others } = await outbox.list(of, page);
          return { ...others, items: items.filter(({ outboxId }) => outboxId !== idOf(4)) };
        },
      },
    });

    const first = Object((await behind.call(route, { query: { limit: '2' } })).body);
    const second = Object(
      (await behind.call(route, { query: { limit: '2', cursor: first.nextCursor } })).body,
    );

    expect(first.outbox).toMatchObject([{ id: idOf(3) }]);
    expect(second.outbox).toMatchObject([{ id: idOf(2) }, { id: idOf(1) }]);
  });

  test('names what another version wrote on the page where it stands', async () => {
    const outbox = createMemoryOutbox({ unreadable: [idOf(1)] });
    await outbox.add(changed(1, 1, { status: 'failed' }));
    for (const number of [2, 3, 4]) await outbox.add(changed(number, number));
    const { call } = createApiSetting({ outbox });
    const page = async (query: Record<string, string>) => Object((await call(route, { query })).body);

    const first = await page({ limit: '2' });
    const second = await page({ limit: '2', cursor: first.nextCursor });

    expect([first.outbox, first.unreadable]).toMatchObject([[{ id: idOf(4) }, { id: idOf(3) }], undefined]);
    expect(second.outbox).toMatchObject([{ id: idOf(2) }]);
    expect(second.unreadable).toEqual([{ id: idOf(1), updatedAt: new Date(someTime + 1).toISOString() }]);
  });

  test.each([
    [{ status: 'sent' }, 'status'],
    [{ status: 'lost' }, 'status'],
    [{ channel: 'x' }, 'channel'],
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ cursor: 'x' }, 'cursor'],
    [{ page: '1' }, 'page'],
  ])('refuses %j and names the field', async (query, field) => {
    const { problems } = await open();

    expect(await problems(route, { query })).toMatchObject([{ field }]);
  });

  test('tells which statuses there are to ask for', async () => {
    const { problems } = await open();

    expect(await problems(route, { query: { status: 'sent' } })).toEqual([
      {
        field: 'status',
        message:
          'must be one of awaiting_upload, queued, sending, waiting, unconfirmed, failed: what was sent is not listed',
      },
    ]);
  });

  test('takes a cursor for the list only that it was made for', async () => {
    const { list, problems } = await open(changed(1, 1), changed(2, 2));
    const { cursor = '' } = await list({ limit: '1' });

    expect(await list({ cursor })).toEqual({ ids: [idOf(1)] });
    expect(await problems(route, { query: { cursor, status: 'queued' } })).toMatchObject([
      { field: 'cursor' },
    ]);
    expect(await problems(route, { query: { cursor, channel: 'haptik' } })).toMatchObject([
      { field: 'cursor' },
    ]);
  });
});
