import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';

const path = '/v1.0/webhook/';
const start = () => startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

test.each([
  { enabled: true },
  { enabled: true, business_id: '343', device_platform: 13 },
  { enabled: true, business_id: 343, device_platform: '5' },
])('%j is answered 200 and enabled, although it is enabled already', async (body) => {
  await using simulator = await start();

  const answer = await simulator.call('POST', path, body);

  expect(answer).toEqual({ status: 200, json: { enabled: true } });
  expect(await simulator.state()).toMatchObject({ webhook: { enabled: true, disabledCount: 0 } });
});

test.each([
  { body: { enabled: false }, names: /^enabled: must be true: .*not documented$/ },
  { body: {}, names: /^enabled: must be true/ },
  { body: { enabled: true, business_id: {} }, names: /^business_id: must be a number or a text$/ },
  { body: 'enabled', names: /^body: must be JSON$/ },
])('$body is a 400 that says $names', async ({ body, names }) => {
  await using simulator = await start();

  const answer = await simulator.call('POST', path, body);

  expect(answer).toEqual({ status: 400, json: { error_message: expect.stringMatching(names) } });
});
