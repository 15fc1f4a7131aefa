import { afterAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { haptikMessage, postWebhook, readMessages, sign, untilStored } from '#test/support/api-client.ts';
import { startRelayProcess } from '#test/support/relay-process.ts';

const relay = await startRelayProcess();
const { apiUrl } = relay;

afterAll(async () => {
  await relay.end('SIGTERM');
});

const json = async (path: string) => {
  const answer = await fetch(`${apiUrl}${path}`);
  return { status: answer.status, body: await answer.json() };
};

const acceptedSchema = z.strictObject({ status: z.string(), deliveryId: z.string() });

test('a signed message is accepted, stored and read back with its original payload', async () => {
  const body = haptikMessage('reader', 1001, 'नमस्ते 🧾');

  const answer = await postWebhook(apiUrl, body);

  const { status, deliveryId } = z.parse(acceptedSchema, await answer.json());
  expect([answer.status, status]).toEqual([200, 'accepted']);
  await untilStored(apiUrl, 'haptik:343:reader', 1);
  const { body: page } = await json('/v1/conversations/haptik:343:reader/messages');
  expect(page).toMatchObject({
    messages: [
      {
        seq: 1,
        position: '00000000000000001001',
        kind: 'message',
        direction: 'in',
        author: { type: 'bot', id: '1', name: 'gogo' },
        text: 'नमस्ते 🧾',
        platformId: '1001',
        deliveryId,
        payload: JSON.parse(body),
      },
    ],
  });
});

test.each([
  ['missing', {}],
  ['wrong', { 'x-hub-signature': sign('another body') }],
  ['made with another secret', { 'x-hub-signature': sign(haptikMessage('stranger', 1), 'guess') }],
  ['malformed', { 'x-hub-signature': 'sha1=x' }],
])('a delivery whose signature is %s is refused and nothing is stored', async (_, headers) => {
  const answer = await postWebhook(apiUrl, haptikMessage('stranger', 1), headers);

  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ error: { code: 'BAD_SIGNATURE' } });
  expect(await json('/v1/conversations/haptik:343:stranger')).toMatchObject({ status: 404 });
});

test.each(['', 'no JSON', '[]', '{"event_name":"brand_new"}', '\u0000', '"\uFFFF"'])(
  'an authentic body that is not understood is answered 200 and kept: %j',
  async (body) => {
    const answer = await postWebhook(apiUrl, body);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'quarantined' });
  },
);

test.each([
  ['/webhooks/nobody', 'POST', 404, 'UNKNOWN_CHANNEL', undefined],
  ['/v1/conversations', 'GET', 400, 'INVALID_REQUEST', 'channel'],
  ['/v1/conversations?channel=x', 'GET', 400, 'INVALID_REQUEST', 'channel'],
  ['/v1/conversations?channel=haptik&limit=0', 'GET', 400, 'INVALID_REQUEST', 'limit'],
  ['/v1/conversations?channel=haptik&limit=1&limit=2', 'GET', 400, 'INVALID_REQUEST', 'limit'],
  ['/v1/conversations?channel=haptik&cursor=%00', 'GET', 400, 'INVALID_REQUEST', 'cursor'],
  ['/v1/conversations?channel=haptik&colour=red', 'GET', 400, 'INVALID_REQUEST', 'colour'],
  ['/v1/conversations/not-an-id', 'GET', 400, 'INVALID_REQUEST', 'id'],
  ['/v1/conversations/haptik:343:%F0%9F%A7%BE', 'GET', 400, 'INVALID_REQUEST', 'id'],
  ['/v1/conversations/haptik:343:nobody', 'GET', 404, 'NOT_FOUND', undefined],
  ['/v1/conversations/haptik:343:nobody/messages', 'GET', 404, 'NOT_FOUND', undefined],
  ['/v1/conversations/haptik:343:nobody/changes?after=-1', 'GET', 400, 'INVALID_REQUEST', 'after'],
  ['/v1/conversations/haptik:343:nobody/changes?wait=99', 'GET', 400, 'INVALID_REQUEST', 'wait'],
  ['/v1/users/a@b/conversations?channel=haptik', 'GET', 400, 'INVALID_REQUEST', 'user'],
])('%s (%s) is answered %i %s and the next request works', async (path, method, status, code, field) => {
  const answer = await fetch(`${apiUrl}${path}`, { method });

  const { error } = Object(await answer.json());
  expect(answer.status).toBe(status);
  expect(error).toMatchObject({ code, ...(field !== undefined && { details: [{ field }] }) });
  expect(JSON.stringify(error)).not.toMatch(/\.ts|\.js|\bat .*:\d/);
  expect(await json('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

test('what the gateway itself does not know it refuses in its own words', async () => {
  expect(await json('/nowhere')).toEqual({ status: 404, body: { message: 'Not Found' } });
  expect(await json('/webhooks/haptik')).toEqual({ status: 404, body: { message: 'Not Found' } });
});

test('a conversation is found by its user and in the list of its channel', async () => {
  await postWebhook(apiUrl, haptikMessage('a@b', 1));
  await untilStored(apiUrl, 'haptik:343:a~40b', 1);

  const found = {
    status: 200,
    body: { conversations: [{ id: 'haptik:343:a~40b', lastSeq: 1, lastText: 'text 1' }] },
  };
  expect(await json('/v1/users/a~40b/conversations?channel=haptik')).toMatchObject(found);
  expect(await json('/v1/conversations?channel=haptik')).toMatchObject({
    body: { conversations: [found.body.conversations[0], { id: 'haptik:343:reader' }] },
  });
  expect(await readMessages(apiUrl, 'haptik:343:a~40b')).toHaveLength(1);
});
