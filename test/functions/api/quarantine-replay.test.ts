import { beforeEach, describe, expect, test } from 'vitest';
import { createReplayQuarantined } from '#functions/api/quarantine-replay.ts';
import { NotFoundError } from '#functions/shared/domain/errors.ts';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { apiRequest } from '#test/support/api-setting.ts';
import { createMemoryAudit } from '#test/support/memory-audit.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { problemsOf } from '#test/support/problems-of.ts';
import { someTime } from '#test/support/samples.ts';

const id = 'haptik:2026-11-21T09~3A00~3A00.000Z_d-1';

let bucket = createMemoryBucket();
let sent: string[] = [];
beforeEach(async () => {
  bucket = createMemoryBucket();
  sent = [];
  const delivery = {
    deliveryId: 'd-1',
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime,
    reason: 'r',
  };
  await createQuarantine(bucket).keep({
    ...delivery,
    headers: {},
    body: Buffer.from(haptikMessage('u-1', 1)),
  });
});

const replay = (options: { id?: string; query?: Record<string, string>; body?: object } = {}) => {
  const route = createReplayQuarantined({
    bucket,
    queue: { send: async ({ body }) => void sent.push(body) },
    channels: [
      {
        name: 'haptik',
        source: 'haptik',
        signatureHeader: 'X-Hub-Signature',
        secretId: 's',
        businessIds: 'any',
      },
    ],
    sourceNamed,
    audit: createMemoryAudit(),
  });
  const { query, body } = options;
  return route(apiRequest('replay', { path: { id: options.id ?? id }, query, body }));
};

describe('POST /v1/quarantine/{id}/replay', () => {
  test('tries the delivery of this id again, and finds nothing the second time', async () => {
    expect(await replay()).toEqual({ status: 'accepted', deliveryId: 'd-1' });
    expect(sent).toHaveLength(1);
    await expect(replay()).rejects.toThrow(NotFoundError);
  });

  test('refuses ids that lead nowhere, and takes neither parameters nor fields', async () => {
    expect(await problemsOf(replay({ id: '..:spill:a' }))).toMatchObject([{ field: 'id' }]);
    expect(await problemsOf(replay({ query: { force: '1' } }))).toMatchObject([{ field: 'force' }]);
    expect(await problemsOf(replay({ body: { force: true } }))).toMatchObject([{ field: 'force' }]);
    expect(sent).toEqual([]);
  });
});
