import { beforeEach, describe, expect, test } from 'vitest';
import { createGetQuarantined, createListQuarantined } from '#functions/api/quarantine.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { NotFoundError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { createQuarantine, type Quarantined } from '#functions/shared/domain/quarantine.ts';
import { apiRequest } from '#test/support/api-setting.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import { problemsOf } from '#test/support/problems-of.ts';
import { someTime } from '#test/support/samples.ts';

const channelNamed = (name: string): Channel => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 's',
  businessIds: 'any',
});

const channels = [channelNamed('haptik'), channelNamed('shop')];

let bucket = createMemoryBucket();
beforeEach(() => {
  bucket = createMemoryBucket();
});

const keep = (deliveryId: string, changes: Partial<Quarantined> = {}) =>
  createQuarantine(bucket).keep({
    deliveryId,
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime,
    reason: 'the body is not JSON',
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from('{'),
    ...changes,
  });

const idOf = (deliveryId: string, channel = 'haptik') =>
  `${channel}:2026-11-21T09~3A00~3A00.000Z_${deliveryId}`;

const list = (query: Record<string, string> = {}, from: Bucket = bucket) =>
  createListQuarantined({ bucket: from, channels })(apiRequest('list', { query }));

const get = (id: string, query: Record<string, string> = {}, from: Bucket = bucket) =>
  createGetQuarantined({ bucket: from })(apiRequest('get', { path: { id }, query }));

/** S3 for a role that may list quarantine only: a name that does not exist is forbidden. */
const forbidding = (inner: Bucket): Bucket => ({
  ...inner,
  get: async (key) => {
    const bytes = await inner.get(key);
    if (bytes === undefined) throw new StoreUnavailableError('The bucket did not give an object.');
    return bytes;
  },
});

const failing = (inner: Bucket): Bucket => ({
  ...inner,
  get: async () => {
    throw new StoreUnavailableError('The bucket did not give an object.');
  },
});

/** What a route answers takes of Lambda's 6 MB. */
const answerBytes = (answer: unknown): number =>
  Buffer.byteLength(JSON.stringify({ body: JSON.stringify(answer) }));

describe('GET /v1/quarantine', () => {
  test('lists nothing where nothing was set aside', async () => {
    expect(await list()).toEqual({ quarantined: [] });
  });

  test('says what was set aside, when, why and how large it is', async () => {
    await keep('d=1', { body: Buffer.from('नमस्ते') });

    expect(await list({ channel: 'haptik' })).toEqual({
      quarantined: [
        {
          id: 'haptik:2026-11-21T09~3A00~3A00.000Z_d~253D1',
          channel: 'haptik',
          source: 'haptik',
          deliveryId: 'd=1',
          receivedAt: '2026-11-21T09:00:00.000Z',
          reason: 'the body is not JSON',
          size: 18,
        },
      ],
    });
  });

  test('lists a channel page by page in the order of arrival', async () => {
    for (const [index, deliveryId] of ['c', 'b', 'a', 'e', 'd'].entries())
      await keep(deliveryId, { receivedAt: someTime + index });
    await keep('of another', { channel: 'shop' });
    const deliveryIds = (page: object) =>
      Object(page).quarantined.map(({ deliveryId }: { deliveryId: string }) => deliveryId);

    const first = await list({ channel: 'haptik', limit: '2' });
    const second = await list({ channel: 'haptik', limit: '2', cursor: first.nextCursor ?? '' });
    const third = await list({ channel: 'haptik', limit: '2', cursor: second.nextCursor ?? '' });

    expect([first, second, third].map(deliveryIds)).toEqual([['c', 'b'], ['a', 'e'], ['d']]);
    expect(third).not.toHaveProperty('nextCursor');
  });

  test('holds 20 unless it is told otherwise, and 100 at most', async () => {
    for (let index = 0; index < 101; index += 1) await keep(`d-${index}`, { receivedAt: someTime + index });

    expect((await list()).quarantined).toHaveLength(20);
    expect((await list({ limit: '100' })).quarantined).toHaveLength(100);
    expect(await problemsOf(list({ limit: '101' }))).toMatchObject([{ field: 'limit' }]);
  });

  test('lists all channels where none is named, those no longer configured too', async () => {
    await keep('new', { channel: 'shop' });
    await keep('old', { channel: 'gone' });

    expect(await list()).toMatchObject({
      quarantined: [
        { channel: 'gone', deliveryId: 'old' },
        { channel: 'shop', deliveryId: 'new' },
      ],
    });
  });

  test('does not reach what lies beside quarantine', async () => {
    for (const key of ['dead/a', 'quarantine', 'quarantined/a', 'spill/a']) await bucket.put(key, '{}');

    expect(await list()).toEqual({ quarantined: [] });
  });

  test('lists an object that is not ours as such, among the others', async () => {
    await keep('d-1');
    await bucket.put('quarantine/haptik/0 notes.txt', 'buy milk');
    await bucket.put('quarantine/haptik/~', '{"v":1}');

    const problem = 'is not a delivery that this project kept';
    expect(await list({ channel: 'haptik' })).toMatchObject({
      quarantined: [
        { id: 'haptik:0~20notes.txt', problem, size: 8 },
        { deliveryId: 'd-1' },
        { id: 'haptik:~7E', problem, size: 7 },
      ],
    });
  });

  test.each([
    [1, ['b', 'c', 'd']],
    [4, []],
  ])('leaves out %i that are gone by the time they are read, and goes on behind them', async (gone, left) => {
    for (const deliveryId of ['a', 'b', 'c', 'd', 'e']) await keep(deliveryId);
    const racing: Bucket = {
      ...forbidding(bucket),
      list: async (prefix, page) => {
        const listed = await bucket.list(prefix, page);
        if (page.limit > 1) for (const key of listed.keys.slice(0, gone)) await bucket.remove(key);
        return listed;
      },
    };

    const page = await list({ limit: '4' }, racing);

    expect(page.quarantined).toMatchObject(left.map((deliveryId) => ({ deliveryId })));
    expect(await list({ limit: '4', cursor: page.nextCursor ?? '' })).toMatchObject({
      quarantined: [{ deliveryId: 'e' }],
    });
  });

  test('fails where the bucket does not give an object that is there', async () => {
    await keep('d-1');

    await expect(list({}, failing(bucket))).rejects.toThrow(StoreUnavailableError);
  });

  test('reads four objects at once at most', async () => {
    for (const deliveryId of 'abcdefghij') await keep(deliveryId);
    let reading = 0;
    let most = 0;
    const counting: Bucket = {
      ...bucket,
      get: async (key) => {
        reading += 1;
        most = Math.max(most, reading);
        const bytes = await bucket.get(key);
        reading -= 1;
        return bytes;
      },
    };

    const page = await list({}, counting);

    expect(page.quarantined).toHaveLength(10);
    expect(most).toBe(4);
  });

  test('ends a page early where objects are large, and goes on behind it', async () => {
    const body = Buffer.alloc(6 * 1024 * 1024, 'x');
    for (const deliveryId of 'abcdefghi') await keep(deliveryId, { body });

    const first = await list();
    const second = await list({ cursor: first.nextCursor ?? '' });

    expect(first.quarantined).toHaveLength(4);
    expect(second.quarantined).toHaveLength(4);
    expect(second.quarantined[0]).toMatchObject({ deliveryId: 'e', size: body.length });
    expect(await list({ cursor: second.nextCursor ?? '' })).toEqual({
      quarantined: [expect.objectContaining({ deliveryId: 'i' })],
    });
  });

  test.each([
    [{ channel: 'gone' }, 'channel'],
    [{ channel: '' }, 'channel'],
    [{ limit: '0' }, 'limit'],
    [{ limit: 'x' }, 'limit'],
    [{ cursor: 'x' }, 'cursor'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and names the field', async (query, field) => {
    expect(await problemsOf(list(query))).toMatchObject([{ field }]);
  });

  test('refuses a cursor of another list', async () => {
    for (const deliveryId of ['a', 'b']) await keep(deliveryId);
    const { nextCursor = '' } = await list({ channel: 'haptik', limit: '1' });

    for (const query of [{ cursor: nextCursor }, { channel: 'shop', cursor: nextCursor }])
      expect(await problemsOf(list(query))).toMatchObject([{ field: 'cursor' }]);
  });
});

describe('GET /v1/quarantine/{id}', () => {
  test('shows headers and body beside what the list says', async () => {
    await keep('d-1', { body: Buffer.from('\uFEFF{"a":"नमस्ते') });

    const [listed] = (await list()).quarantined;
    expect(await get(idOf('d-1'))).toEqual({
      ...listed,
      key: 'quarantine/haptik/2026-11-21T09:00:00.000Z_d-1',
      headers: { 'content-type': 'text/plain' },
      encoding: 'utf8',
      body: '\uFEFF{"a":"नमस्ते',
    });
  });

  test('shows bytes that are not UTF-8 in base64', async () => {
    await keep('d-1', { body: Buffer.from([0xff, 0x00, 0x0a]) });

    expect(await get(idOf('d-1'))).toMatchObject({ encoding: 'base64', body: '/wAK', size: 3 });
  });

  test.each([
    ['text', Buffer.alloc(4_000_000, 'x')],
    ['bytes', Buffer.alloc(4_000_000, 0xff)],
    ['control characters', Buffer.alloc(768_000, 0)],
  ])('shows what fits whole: %s', async (_, body) => {
    await keep('d-1', { body });

    const view = await get(idOf('d-1'));

    expect(view).not.toHaveProperty('truncated');
    expect(Buffer.from(view.body, view.encoding).equals(body)).toBe(true);
    expect(answerBytes(view)).toBeLessThan(6_000_000);
  });

  test.each([
    ['text', Buffer.alloc(6_000_000, 'x'), 768_000],
    ['characters of three bytes', Buffer.from(`x${'न'.repeat(2_000_000)}`), 767_998],
    ['bytes', Buffer.alloc(6_000_000, 0xff), 768_000],
    ['control characters', Buffer.alloc(1_000_000, 0), 768_000],
  ])('shows the beginning of what does not fit, and says so: %s', async (_, body, shown) => {
    await keep('d-1', { body });

    const view = await get(idOf('d-1'));

    expect(view).toMatchObject({ truncated: true, size: body.length });
    const bytes = Buffer.from(view.body, view.encoding);
    expect(bytes).toHaveLength(shown);
    expect(bytes.equals(body.subarray(0, shown))).toBe(true);
    expect(answerBytes(view)).toBeLessThan(6_000_000);
  });

  test('shows an object that is not ours as it is', async () => {
    await bucket.put('quarantine/notes.txt', 'buy milk');

    expect(await get('notes.txt')).toEqual({
      id: 'notes.txt',
      key: 'quarantine/notes.txt',
      problem: 'is not a delivery that this project kept',
      size: 8,
      encoding: 'utf8',
      body: 'buy milk',
    });
  });

  test('finds nothing under another id, whatever the bucket says of names that do not exist', async () => {
    await expect(get(idOf('d-2'))).rejects.toThrow(NotFoundError);
    await keep('d-22');
    await expect(get(idOf('d-2'), {}, forbidding(bucket))).rejects.toThrow(NotFoundError);
  });

  test('fails where the bucket does not give what is there', async () => {
    await keep('d-1');

    await expect(get(idOf('d-1'), {}, failing(bucket))).rejects.toThrow(StoreUnavailableError);
  });

  test.each(['', 'haptik:..', '..:spill:a', 'a/b', 'haptik:~2F'])('refuses the id %j', async (id) => {
    expect(await problemsOf(get(id))).toEqual([
      { field: 'id', message: 'must be an id that GET /v1/quarantine lists' },
    ]);
  });

  test('takes no parameters', async () => {
    await keep('d-1');

    expect(await problemsOf(get(idOf('d-1'), { raw: '1' }))).toMatchObject([{ field: 'raw' }]);
  });
});
