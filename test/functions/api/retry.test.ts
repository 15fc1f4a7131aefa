import { describe, expect, test } from 'vitest';
import type { ApiDependencies } from '#functions/api/api.ts';
import { ConflictError, NotFoundError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import { type OutboxEntry, outboxStatuses } from '#functions/shared/domain/outbox/entry.ts';
import { createApiSetting } from '#test/support/api-setting.ts';
import { sampleMessage, sampleUlid } from '#test/support/outbox-samples.ts';
import { someTime } from '#test/support/samples.ts';

const route = 'POST /v1/outbox/{outboxId}/retry';
const lane = { channel: 'haptik', laneUser: 'u-1' };

/** A command that failed after two attempts. */
const failed = (changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...sampleMessage(1),
  status: 'failed',
  place: undefined,
  attempts: 2,
  reason: 'EXPIRED',
  error: { status: 500, message: 'x' },
  doubtful: true,
  platformId: '17',
  ...changes,
});

const file: Command = {
  kind: 'file',
  fileName: 'a.pdf',
  contentType: 'application/pdf',
  size: 1,
  messageType: 52,
  text: '',
  key: 'uploads/haptik/a',
};

const open = async (entry: OutboxEntry = failed(), changes: Partial<ApiDependencies> = {}) => {
  const setting = createApiSetting(changes);
  await setting.outbox.add(entry);
  const { outboxId } = entry;
  return { ...setting, outboxId, retry: () => setting.call(route, { path: { outboxId } }) };
};

describe('a retry', () => {
  test.each(['failed', 'unconfirmed'] as const)(
    'of a command that is %s is a new one at the end of its lane',
    async (status) => {
      const { outbox, outboxId, retry, time, woken } = await open(failed({ status }));
      await outbox.add(sampleMessage(2));
      time.now += 1000;

      const { status: answered, body } = await retry();

      expect(answered).toBe(202);
      const newId = String(Object(body).outboxId);
      expect(body).toEqual({ outboxId: newId });
      const fresh = await outbox.get(newId);
      expect(fresh).toEqual({
        ...lane,
        outboxId: newId,
        conversationId: 'haptik:343:u-1',
        businessId: '343',
        user: { authId: 'u-1' },
        command: { kind: 'message', text: 'sent 1', messageType: 0 },
        requestId: 'request-1',
        status: 'queued',
        revision: 0,
        attempts: 0,
        place: expect.any(String),
        createdAt: someTime + 1000,
        updatedAt: someTime + 1000,
        queuedAt: someTime + 1000,
      });
      expect(await outbox.lastPlace(lane)).toBe(fresh?.place);
      expect(await outbox.next(lane)).toMatchObject({ outboxId: sampleMessage(2).outboxId });
      expect(await outbox.get(outboxId)).toMatchObject({ status, retriedAs: newId });
      expect(woken).toEqual([newId]);
    },
  );

  test('is in the audit log, and not done where it cannot be noted', async () => {
    const { audit, outboxId, retry } = await open();
    await retry();
    expect(audit).toEqual([
      { at: someTime, action: 'retry', door: 'api', channel: 'haptik', what: outboxId },
    ]);

    const note = async () => Promise.reject(new StoreUnavailableError('The table is away.'));
    const deaf = await open(failed(), { audit: { note } });
    await expect(deaf.retry()).rejects.toThrow('The table is away.');
    expect(deaf.woken).toEqual([]);
  });

  test('asked for again, or twice at once, leads to the same new command', async () => {
    const { retry, woken } = await open();

    const [one, other] = await Promise.all([retry(), retry()]);

    expect(one).toEqual(other);
    expect(await retry()).toEqual(one);
    expect(woken).toHaveLength(1);
  });

  test.each(outboxStatuses.filter((status) => status !== 'failed' && status !== 'unconfirmed'))(
    'of a command that is %s is refused',
    async (status) => {
      const { retry, woken } = await open(failed({ status }));

      await expect(retry()).rejects.toMatchObject({
        code: 'NOT_RETRIABLE',
        message: expect.stringContaining(status),
      });
      expect(woken).toEqual([]);
    },
  );

  test('of a file goes by the version that was uploaded', async () => {
    const { outbox, retry } = await open(failed({ command: { ...file, etag: '"e"' } }));

    const { body } = await retry();

    expect(await outbox.get(String(Object(body).outboxId))).toMatchObject({ command: { etag: '"e"' } });
  });

  test('of a file that never came is refused', async () => {
    const { retry } = await open(failed({ command: file, reason: 'UPLOAD_EXPIRED' }));

    await expect(retry()).rejects.toMatchObject({
      code: 'NOT_RETRIABLE',
      message: expect.stringContaining('announce it again'),
    });
  });

  test('gives up where others change the entry all the time', async () => {
    const { outbox, outboxId } = await open();
    const busy = createApiSetting({ outbox: { ...outbox, addRetry: async () => 'moved' } });

    await expect(busy.call(route, { path: { outboxId } })).rejects.toThrow(StoreUnavailableError);
  });

  test('is of a command that is there, by a channel that can send', async () => {
    const { call, problems } = await open();
    const deaf = await open(failed({ channel: 'deaf', outboxId: `deaf:u-1:${sampleUlid(1)}` }));

    await expect(call(route, { path: { outboxId: `haptik:u-1:${sampleUlid(9)}` } })).rejects.toThrow(
      NotFoundError,
    );
    await expect(deaf.retry()).rejects.toThrow(ConflictError);
    expect(
      await problems(route, { path: { outboxId: 'haptik:a@b:01KAK7T0M00000000000000001' } }),
    ).toMatchObject([{ field: 'outboxId' }]);
  });
});
