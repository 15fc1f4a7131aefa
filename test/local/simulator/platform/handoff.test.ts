import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const path = '/integration/external/v2.0/send_chat_to_agent/';
const handoff = { team_name: 'Orders', user_name: 'handle1', business_id: 343, receiver: 'athena' };

/** A platform that knows one user, called handle1 there. */
const start = async (webhookUrl = 'http://127.0.0.1:9/') => {
  const simulator = await startTestSimulator({ webhookUrl });
  await simulator.register('meera-01');
  return {
    ...simulator,
    handOff: (body: unknown = handoff, headers?: Record<string, string>) =>
      simulator.call('POST', path, body, headers),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
};

const refusal = (status: number, error_message: string) => ({ status, json: { error_message } });

test('a chat goes to an agent of the team, and the webhook says whose it is now', async () => {
  await using receiver = await startReceiver();
  await using simulator = await start(receiver.url);
  await simulator.log('meera-01', 'hi');
  await receiver.arrived(1);

  const answer = await simulator.handOff({ ...handoff, countdown: 5 });
  const [, pinned] = await receiver.arrived(2);

  expect(answer).toEqual({ status: 200, json: { success: true } });
  const profile_image = 'https://assets.example.com/asha.png';
  expect(JSON.parse(String(pinned?.body))).toEqual({
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
    event_name: 'chat_pinned',
    agent: { id: 512, name: 'Asha', profile_image, is_automated: false, email: 'asha@example.com' },
    message: {
      id: expect.any(Number),
      body: {
        text: 'Asha is with you now',
        type: 'SYSTEM',
        data: {
          event_name: 'chat_pinned',
          payload: { profile_image, agent_name: 'Asha', team_name: 'Orders' },
        },
      },
    },
  });
});

test('a business id may be a text', async () => {
  await using simulator = await start();
  await simulator.log('meera-01', 'hi');

  const { status } = await simulator.handOff({ ...handoff, business_id: '343' });

  expect(status).toBe(200);
});

const right = { authorization: 'Bearer token-01', 'client-id': 'client-01' };

test.each([
  { headers: { authorization: right.authorization }, message: 'client_id missing in headers' },
  { headers: { ...right, 'client-id': 'client-02' }, message: 'invalid client_id in headers' },
  { headers: { 'client-id': 'client-01' }, message: 'token missing in headers' },
  { headers: { ...right, authorization: 'token-01' }, message: 'invalid authorization in headers' },
  { headers: { ...right, authorization: 'Bearer token-02' }, message: 'invalid token provided' },
])('$headers are refused: $message', async ({ headers, message }) => {
  await using simulator = await start();

  const answer = await simulator.handOff('no JSON', headers);

  expect(answer).toEqual(refusal(401, message));
});

test.each([
  { change: { user_name: undefined }, message: 'user_name missing in the request' },
  { change: { business_id: undefined }, message: 'business_id missing in the request' },
  { change: { team_name: undefined }, message: 'team_name missing in the request' },
  { change: { team_name: '' }, message: 'team_name missing in the request' },
  { change: { user_name: 'meera-01' }, message: 'invalid user_name' },
  { change: { business_id: 'shop' }, message: 'invalid business_id provided' },
  { change: { team_name: 'no-orders' }, message: 'invalid team_name provided' },
  { change: { team_name: 'inactive-orders' }, message: 'team "inactive-orders" is inactive' },
  { change: { business_id: 344 }, message: 'user has not sent a message' },
  { change: { countdown: 4 }, message: 'countdown: must be 5 to 10' },
  { change: { countdown: 11 }, message: 'countdown: must be 5 to 10' },
  { change: { receiver: undefined }, message: 'receiver: must be athena' },
  { change: { team_name: 7 }, message: 'team_name: Invalid input' },
])('a hand-off with $change is refused: $message', async ({ change, message }) => {
  await using simulator = await start();
  await simulator.log('meera-01', 'hi');

  const answer = await simulator.handOff({ ...handoff, ...change });

  expect(answer).toEqual(refusal(400, message));
});

test.each(['null', '[]', 'not JSON', ''])('the body %j is a 400 that says so', async (body) => {
  await using simulator = await start();

  const answer = await simulator.handOff(body);

  expect(answer).toEqual(refusal(400, expect.stringMatching(/^body: /)));
});
