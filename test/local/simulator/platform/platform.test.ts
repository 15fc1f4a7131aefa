import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { signWebhook } from '#local/simulator/sign-webhook.ts';
import { secret, startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const logged = z.object({ message_id: z.int() });
const event = z.object({ message: z.object({ id: z.int(), body: z.unknown() }) });
const readEvent = (body: Buffer) => z.parse(event, JSON.parse(body.toString('utf8')));

test('a logged message is answered with its id, text, time and type', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');

  const { status, json } = await simulator.log('meera-01', 'नमस्ते 🧾');

  expect(status).toBe(200);
  expect(json).toEqual({
    message_id: expect.any(Number),
    message_body: 'नमस्ते 🧾',
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    message_type: 0,
  });
});

test('the bot answers a logged message through the signed webhook', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');

  await simulator.log('meera-01', 'Where is my order?');
  const [reply] = await receiver.arrived(1);

  expect(reply?.headers['x-hub-signature']).toBe(signWebhook(secret, reply?.body ?? Buffer.alloc(0)));
  expect(JSON.parse(String(reply?.body))).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/Z$/),
    user: {
      auth_id: 'meera-01',
      user_id: 'hu1',
      user_name: 'handle1',
      device_platform: '13',
      device_platform_name: 'Webhook',
    },
    business_id: 343,
    business_name: 'Simulated business',
    event_name: 'message',
    agent: {
      id: 4400,
      name: 'gogo',
      profile_image: 'https://assets.example.com/gogo.png',
      is_automated: true,
      email: null,
    },
    message: {
      id: expect.any(Number),
      body: { text: 'You wrote: Where is my order?', type: 'TEXT', data: { quick_replies: [] } },
    },
  });
});

test('ids are unique and increase over logged messages and bot replies, over a reset too', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  const ids: number[] = [];

  for (const text of ['one', 'two', 'three']) {
    await simulator.register('meera-01');
    const { json } = await simulator.log('meera-01', text);
    const arrivals = await receiver.arrived(ids.length / 2 + 1);
    const [reply] = arrivals.slice(-1).map(({ body }) => readEvent(body));
    ids.push(z.parse(logged, json).message_id, reply?.message.id ?? 0);
    await simulator.call('POST', '/_control/reset');
  }

  expect(ids).toHaveLength(6);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
});

test('a logged message is answered although the webhook is down', async () => {
  const receiver = await startReceiver();
  await receiver.close();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');

  const { status } = await simulator.log('meera-01', 'anyone?');

  expect(status).toBe(200);
});

test('a user may be named by the platform’s own id', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');

  const body = { user: { user_id: 'hu1' }, message_body: 'hi', message_type: 0, business_id: 343 };
  const { status } = await simulator.call('POST', '/v1.0/log_message_from_user/', body);

  expect(status).toBe(200);
});

test('at the first address, with the client’s name, a message is answered as at first', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');
  await simulator.log('meera-01', 'one');

  const body = { user: { auth_id: 'meera-01' }, message_body: 'two', message_type: 0, business_id: 343 };
  const { status, json } = await simulator.call('POST', '/v1.0/log_message_from_user/my%20shop/', body);
  const replies = await receiver.arrived(2);

  expect(status).toBe(200);
  expect(json).toEqual([
    {
      id: expect.any(Number),
      agent_name: 'gogo',
      body: 'two',
      sort_id: 2,
      created_at: expect.stringMatching(/Z$/),
      message_type: 0,
    },
  ]);
  expect(replies.map(({ body }) => readEvent(body).message.body)).toContainEqual({
    text: 'You wrote: two',
    type: 'TEXT',
    data: { quick_replies: [] },
  });
});

test.each([
  '/v1.0/log_message_from_user/',
  '/v1.0/log_message_from_user/shop/',
  '/v1.0/log_message_from_user_synchronously/',
])('a message to %s for an unknown user is refused with 403', async (path) => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  const body = { user: { auth_id: 'nobody' }, message_body: 'hi', message_type: 0, business_id: 343 };
  const answer = await simulator.call('POST', path, body);

  expect(answer).toEqual({ status: 403, json: { error_message: 'user is not registered' } });
});

test.each([
  { title: 'no credentials', headers: {} },
  { title: 'no client-id', headers: { authorization: 'Bearer token-01' } },
  { title: 'no Authorization', headers: { 'client-id': 'client-01' } },
  { title: 'another token', headers: { authorization: 'Bearer token-02', 'client-id': 'client-01' } },
  { title: 'another client', headers: { authorization: 'Bearer token-01', 'client-id': 'client-02' } },
  { title: 'a token without Bearer', headers: { authorization: 'token-01', 'client-id': 'client-01' } },
])('$title is refused with 401 before the body is looked at', async ({ headers }) => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  const calls = [
    simulator.call('PUT', '/v1.0/user/', 'no JSON', headers),
    ...[
      '/v1.0/user/',
      '/v1.0/log_message_from_user/',
      '/v1.0/log_message_from_user/shop/',
      '/v1.0/log_message_from_user_synchronously/',
      '/v1.0/log_file_from_user/',
      '/v1.0/log_feedback_from_user/',
      '/v1.0/webhook/',
    ].map((path) => simulator.call('POST', path, 'no JSON', headers)),
  ];

  const refusal = { status: 401, json: { error_message: 'invalid authorization details' } };
  for (const answer of await Promise.all(calls)) expect(answer).toEqual(refusal);
});

test('a message for an unknown user is refused with 403 and not kept', async () => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  const answer = await simulator.log('nobody', 'hi');
  const received = await simulator.call('GET', '/_control/received');

  expect(answer).toEqual({ status: 403, json: { error_message: 'user is not registered' } });
  expect(received.json).toEqual({ received: [], feedback: [] });
});

test('registering a user answers the profile, and updating merges into it', async () => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });
  const profile = { auth_id: 'meera-01', name: 'Meera', language_code: 'hi', custom_data: { tier: 2 } };

  const created = await simulator.call('POST', '/v1.0/user/', profile);
  const updated = await simulator.call('PUT', '/v1.0/user/', { auth_id: 'meera-01', email: 'm@example.com' });

  expect(created.json).toEqual({ auth_id: 'meera-01', mobile_no: null, email: null, name: 'Meera' });
  expect(updated.json).toEqual({
    auth_id: 'meera-01',
    mobile_no: null,
    email: 'm@example.com',
    name: 'Meera',
  });
});

test('an unknown user is not updated', async () => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  const answer = await simulator.call('PUT', '/v1.0/user/', { auth_id: 'nobody', name: 'Nobody' });

  expect(answer).toEqual({ status: 403, json: { error_message: 'user is not registered' } });
});

const message = { user: { auth_id: 'meera-01' }, message_body: 'hi', message_type: 0, business_id: 343 };

test.each([
  { path: '/v1.0/log_message_from_user/', body: 'not JSON', names: /^body: must be JSON$/ },
  { path: '/v1.0/log_message_from_user/', body: '', names: /^body: must be JSON$/ },
  { path: '/v1.0/log_message_from_user/', body: 'null', names: /^body: / },
  { path: '/v1.0/log_message_from_user/', body: '['.repeat(500_000), names: /^body: / },
  { path: '/v1.0/log_message_from_user/', body: { ...message, user: {} }, names: /^user: .*auth_id/ },
  {
    path: '/v1.0/log_message_from_user/',
    body: { ...message, user: { auth_id: 7 } },
    names: /^user\.auth_id: /,
  },
  { path: '/v1.0/log_message_from_user/', body: { ...message, message_body: {} }, names: /^message_body: / },
  { path: '/v1.0/log_message_from_user/', body: { ...message, message_type: 0.5 }, names: /^message_type: / },
  { path: '/v1.0/log_message_from_user/', body: { ...message, business_id: '343' }, names: /^business_id: / },
  { path: '/v1.0/user/', body: {}, names: /^auth_id: / },
  { path: '/v1.0/user/', body: { auth_id: '' }, names: /^auth_id: / },
  { path: '/v1.0/user/', body: { auth_id: 'a', language_code: 'Hindi' }, names: /^language_code: / },
  { path: '/v1.0/user/', body: { auth_id: 'a', custom_data: { a: {} } }, names: /^custom_data\.a: .*flat/ },
])('a bad body for $path is a 400 that says $names, and the next request works', async (bad) => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  const answer = await simulator.call('POST', bad.path, bad.body);
  const next = await simulator.register('meera-01');

  expect(answer).toEqual({ status: 400, json: { error_message: expect.stringMatching(bad.names) } });
  expect(next.status).toBe(200);
});
