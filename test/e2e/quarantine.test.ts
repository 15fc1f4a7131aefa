import { afterAll, expect, test, vi } from 'vitest';
import { deliver } from '#test/support/api-client.ts';
import { startRelayProcess } from '#test/support/relay-process.ts';

const relay = await startRelayProcess();
const { apiUrl } = relay;

afterAll(async () => {
  await relay.end('SIGTERM');
});

const call = async (path: string, method = 'GET') => {
  const answer = await fetch(`${apiUrl}/v1/quarantine${path}`, { method });
  return { status: answer.status, body: Object(await answer.json()) };
};

/** Posts a body that nobody understands and gives the id under which it is found again. */
const setAside = async (body: string) => {
  const { deliveryId } = Object(await deliver(apiUrl, body));
  const find = async () => {
    const { body: page } = await call('?channel=haptik&limit=100');
    return page.quarantined.find((entry: { deliveryId: string }) => entry.deliveryId === deliveryId);
  };
  // Where the bucket is slow it comes there by way of the queue.
  const found = await vi.waitUntil(find, { timeout: 60_000 });
  return { deliveryId, found };
};

test('what was not understood is found again, raw, and stays until it is understood', async () => {
  const body = '{"event_name":"message","text":"नमस्ते 🧾"';

  const { deliveryId, found } = await setAside(body);

  expect(found).toEqual({
    id: expect.stringMatching(/^haptik:[A-Za-z0-9._~-]+$/),
    channel: 'haptik',
    source: 'haptik',
    deliveryId,
    receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    reason: expect.stringContaining('not JSON'),
    size: Buffer.byteLength(body),
  });
  const one = await call(`/${found.id}`);
  expect(one).toMatchObject({ status: 200, body: { ...found, encoding: 'utf8', body } });
  expect(one.body.headers).toMatchObject({ 'content-type': 'application/json' });
  expect(one.body.headers).not.toHaveProperty('x-hub-signature');
  expect(await call(`/${found.id}/replay`, 'POST')).toEqual({
    status: 200,
    body: { status: 'quarantined', deliveryId, reason: found.reason },
  });
  expect(await call(`/${found.id}`)).toMatchObject({ status: 200 });
});

test('the list goes on behind each page', async () => {
  const { found: first } = await setAside('first');
  const { found: second } = await setAside('second');
  const seen: string[] = [];

  let query = '?channel=haptik&limit=1';
  while (query !== '') {
    const { body: page } = await call(query);
    seen.push(...page.quarantined.map(({ id }: { id: string }) => id));
    const { nextCursor } = page;
    query =
      nextCursor === undefined ? '' : `?channel=haptik&limit=1&cursor=${encodeURIComponent(nextCursor)}`;
  }

  expect(seen).toEqual(seen.toSorted());
  expect(seen).toEqual(expect.arrayContaining([first.id, second.id]));
  expect(seen.indexOf(first.id)).toBeLessThan(seen.indexOf(second.id));
});

test.each([
  ['?channel=nobody', 'GET', 400, 'INVALID_REQUEST', 'channel'],
  ['?limit=101', 'GET', 400, 'INVALID_REQUEST', 'limit'],
  ['?cursor=x', 'GET', 400, 'INVALID_REQUEST', 'cursor'],
  ['/haptik:..', 'GET', 400, 'INVALID_REQUEST', 'id'],
  ['/haptik:%2E%2E%2Fspill', 'GET', 400, 'INVALID_REQUEST', 'id'],
  ['/haptik:nothing?raw=1', 'GET', 400, 'INVALID_REQUEST', 'raw'],
  ['/haptik:nothing', 'GET', 404, 'NOT_FOUND', undefined],
  ['/haptik:nothing/replay', 'POST', 404, 'NOT_FOUND', undefined],
])('%s (%s) is answered %i %s', async (path, method, status, code, field) => {
  const answer = await call(path, method);

  expect(answer.status).toBe(status);
  expect(answer.body.error).toMatchObject({ code, ...(field !== undefined && { details: [{ field }] }) });
});
